/** Terraform provider versions that synthesized code requires. Source: providers.yaml. */
import { type Fact, table } from './read.js';

/** A pin. `version` is required exactly; `boundTo` is the version the binding's types describe. */
export interface ProviderPin extends Fact {
  readonly provider: 'google' | 'azurerm' | 'databricks';
  readonly registry: string;
  readonly version: string;
  readonly binding: string;
  readonly bindingVersion: string;
  readonly boundTo: string;
  readonly bindingSource?: string;
  /** Why `version` is above `boundTo`. */
  readonly reasons?: readonly string[];
  /** Fields the binding types that `version` no longer has: never emit them. */
  readonly removed?: readonly string[];
}

/** What a state backend needs of Terraform, and of OpenTofu, which counts alike. */
export interface StateBackend extends Fact {
  readonly backend: 's3';
  readonly minimumVersion: string;
}

/** Lowest version of Terraform and OpenTofu that locks state in S3 without a table. */
export function s3LockingVersion(): string {
  const row = table<StateBackend>('providers', 'stateBackends').find(({ backend }) => backend === 's3');
  if (row === undefined) throw new Error('facts/providers.yaml has no state backend s3');
  return row.minimumVersion;
}

/** The pin of a provider. */
export function providerPin(provider: ProviderPin['provider']): ProviderPin {
  const row = table<ProviderPin>('providers', 'providers').find((pin) => pin.provider === provider);
  if (row === undefined) throw new Error(`facts/providers.yaml has no pin for '${provider}'`);
  return row;
}
