/** Terraform provider versions that synthesized code requires. Source: providers.yaml. */
import { type Row, table } from './read.js';

/** A pin. `version` is required exactly; `boundTo` is the version the binding's types describe. */
export type ProviderPin = Row<'providers', 'providers'>;

/** Lowest version of Terraform and OpenTofu that locks state in S3 without a table. */
export function s3LockingVersion(): string {
  const row = table('providers', 'stateBackends').find(({ backend }) => backend === 's3');
  if (row === undefined) throw new Error('facts/providers.yaml has no state backend s3');
  return row.minimumVersion;
}

/** Every pin. */
export function providerPins(): readonly ProviderPin[] {
  return table('providers', 'providers');
}

/** The pin of a provider. */
export function providerPin(provider: ProviderPin['provider']): ProviderPin {
  const row = table('providers', 'providers').find((pin) => pin.provider === provider);
  if (row === undefined) throw new Error(`facts/providers.yaml has no pin for '${provider}'`);
  return row;
}
