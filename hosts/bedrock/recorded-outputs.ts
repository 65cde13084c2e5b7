import { stackName } from '../../derived/names.js';
import type { Topology } from '../../topology/schema/topology.js';
import { guardrailOutputs } from '../shared/guardrail-outputs.js';
import type { HostOutputs, RecordedOutputs } from '../shared/host-outputs.js';
import { bedrockParts, type Part, partSuffix } from '../shared/workload-parts.js';
import type { BedrockHost } from './schema.js';

export const outputs: HostOutputs<BedrockHost> = (topology, id, { account }) =>
  bedrockParts(topology, id).map((part) => outputsOf(topology, id, account, part));

/** Profiles of one stack of a host. Only the undivided one clears what it no longer prints: others do not know what another holds. */
function outputsOf(topology: Topology, id: string, account: string, part: Part): RecordedOutputs {
  const guardrail = guardrailOutputs(stackName(topology, account, 'aws-bedrock', id, ...partSuffix(part.number)), id);
  const owned = ['hosts', id, 'profiles'];
  const own = part.workloads.map(([workload]) => workload);
  return {
    stack: guardrail.stack,
    owns: [...(part.of === 1 ? [owned] : own.map((workload) => [...owned, workload])), ...(part.number === 1 ? guardrail.owns : [])],
    valuesOf: (name, value) => {
      // CloudFormation allows no hyphen in the name of an output.
      const workload = own.find((candidate) => name === `Profile${candidate.replaceAll('-', '')}`);
      return workload === undefined ? guardrail.valuesOf(name, value) : [{ path: [...owned, workload], value }];
    },
  };
}
