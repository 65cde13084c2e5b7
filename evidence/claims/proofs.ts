import { type Claim, claims, type ProofGrant, type ProofProperty, type ProofTerm, proofsOf } from '../../facts/controls.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

/** One line of evidence: what proves a claim, where it is, and the rule that notices when it is gone. */
export type Proof =
  | {
      readonly by: 'property';
      readonly stack: string;
      readonly resource: string;
      readonly type: string;
      readonly property: string;
      readonly value: unknown;
      readonly rule: string;
    }
  | { readonly by: 'approval'; readonly path: string; readonly reference: string; readonly grantedBy: string; readonly expires: string; readonly rule: string }
  /** No output shows it: somebody promised it. */
  | { readonly by: 'contract term only'; readonly path: string; readonly value: unknown; readonly reviewedOn: string; readonly rule: string };

/** A claim with everything that proves it for one topology. */
export interface ProvenClaim {
  readonly claim: Claim;
  readonly proofs: readonly Proof[];
}

/** Every claim in the order of the table; one without proofs concerns nothing that this topology has. */
export function provenClaims(topology: Topology, stacks: readonly SynthesizedStack[], asOf: string): ProvenClaim[] {
  return claims().map((claim) => {
    const { properties, terms, grants } = proofsOf(claim.claim);
    return {
      claim,
      proofs: [
        ...properties.flatMap((property) => stacks.flatMap(({ resources }) => resources.flatMap((resource) => ofProperty(property, resource)))),
        ...grants.flatMap((grant) => ofGrant(grant, topology, asOf)),
        ...terms.flatMap((term) => ofTerm(term, topology)),
      ],
    };
  });
}

/** A resource of the type without the property proves nothing: its rule says so, not the evidence. */
function ofProperty({ type, property, rule }: ProofProperty, resource: Resource): Proof[] {
  if (resource.type !== type) return [];
  const value = dig(resource.properties, ...property.split('.'));
  return value === undefined ? [] : [{ by: 'property', stack: resource.stack.name, resource: resource.id, type, property, value, rule }];
}

function ofGrant({ kind, rule }: ProofGrant, topology: Topology, asOf: string): Proof[] {
  return sortedEntries(topology.approvals).flatMap(([id, approval]) => {
    if (approval.kind !== kind || approval.grantedOn > asOf || approval.expires < asOf) return [];
    const { reference, grantedBy, expires } = approval;
    return [{ by: 'approval', path: pathOf('approvals', id), reference, grantedBy, expires, rule }];
  });
}

/** Of contracts that hosts run under. */
function ofTerm({ field, rule }: ProofTerm, topology: Topology): Proof[] {
  const used = new Set(Object.values(topology.hosts).map(({ contract }) => contract));
  return sortedEntries(topology.contracts).flatMap(([id, contract]) => {
    const value = field.split('.').reduce<unknown>((from, key) => (from as Readonly<Record<string, unknown>> | undefined)?.[key], contract);
    if (!used.has(id) || value === undefined || contract.data === 'none') return [];
    return [{ by: 'contract term only', path: `${pathOf('contracts', id)}.${field}`, value, reviewedOn: contract.data.reviewedOn, rule }];
  });
}
