import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { workloadsOn } from '../../topology/views.js';
import type { DeployTimeValue, HostTraits, LimitUse, NetworkTraits } from './host-traits.js';
import type { StackKind } from './stack-kinds.js';

/** What a call takes that names a guardrail. */
export const guardedCall = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:ApplyGuardrail'] as const;

/** What both kinds on Bedrock answer alike. */
export const bedrockTraits: Pick<HostTraits<unknown, 'none'>, 'operator' | 'images' | 'nodes' | 'google' | 'azure' | 'rights'> & {
  readonly network: NetworkTraits<{ readonly region: string }>;
} = {
  operator: 'provider',
  network: {
    mayDiffer: [],
    domains: ({ region }) => [{ domain: `bedrock-runtime.${region}.amazonaws.com`, use: 'the Bedrock endpoint of its region' }],
    endpoints: { 'bedrock-runtime': ['bedrock:ApplyGuardrail', 'bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'] },
    front: () => 'none',
  },
  images: () => [],
  nodes: () => 'none',
  google: () => 'none',
  azure: () => 'none',
  // Every call names a guardrail, which Bedrock decrypts with the caller's rights.
  rights: () => [{ on: 'role', actions: guardedCall, may: ['kms:Decrypt'] }],
};

/** What names the guardrail of a host in calls, unless it existed before. */
export function guardrailValues(topology: Topology, id: string, kind: StackKind): DeployTimeValue[] {
  if (topology.existing.guardrails[id] !== undefined) return [];
  return ['id', 'version'].map((field) => ({ path: ['hosts', id, 'guardrail', field], stack: [kind, id], divided: false, origin: pathOf('hosts', id) }));
}

/** A policy for each caller, and the guardrail unless it existed before. */
export function guardedCallers(topology: Topology, id: string): LimitUse[] {
  return [
    { limit: 'managed-policies-per-account', found: workloadsOn(topology, id).length, per: 'account' },
    { limit: 'guardrails-per-region', found: topology.existing.guardrails[id] === undefined ? 1 : 0, per: 'region' },
  ];
}
