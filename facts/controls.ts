/** What is claimed of a deployment, what proves it, and which controls it helps to meet. Source: controls.yaml. */
import { type Row, table } from './read.js';

export type Claim = Row<'controls', 'claims'>;
export type ProofProperty = Row<'controls', 'properties'>;
export type ProofTerm = Row<'controls', 'terms'>;
export type ProofGrant = Row<'controls', 'grants'>;
export type Framework = Row<'controls', 'frameworks'>;

export type Control = Row<'controls', 'controls'>;

export const controls = (): readonly Control[] => table('controls', 'controls');
export const claims = (): readonly Claim[] => table('controls', 'claims');
export const frameworks = (): readonly Framework[] => table('controls', 'frameworks');

/** What proves a claim: properties of the output, fields of contracts, kinds of approvals. */
export function proofsOf(claim: string): {
  readonly properties: readonly ProofProperty[];
  readonly terms: readonly ProofTerm[];
  readonly grants: readonly ProofGrant[];
} {
  const of = <T extends { readonly claim: string }>(rows: readonly T[]) => rows.filter((row) => row.claim === claim);
  return { properties: of(table('controls', 'properties')), terms: of(table('controls', 'terms')), grants: of(table('controls', 'grants')) };
}
