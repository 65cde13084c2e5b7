import { hostsOf } from '../hosts/select.js';
import { bedrockParts, partSuffix } from '../hosts/shared/workload-parts.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, hostsNamedBy, sortedEntries } from '../topology/views.js';
import { stackName } from './names.js';

/** A value that the gateway calls a host with, and that exists after a deployment only. */
export interface DeployTimeValue {
  /** Its place in the outputs file. */
  readonly path: readonly string[];
  /** The stack that puts it out. */
  readonly stack: string;
  /** Topology path that the stack is for. */
  readonly origin: string;
  readonly workload: string;
  /** How it is found where the stack does not print it. */
  readonly byHand?: string;
}

/** Everything that gateways on AWS have to be told about the hosts of their workloads, by workload and host. */
export function deployTimeValues(topology: Topology): DeployTimeValue[] {
  const parts = profileParts(topology);
  return sortedEntries(topology.workloads).flatMap(([workload, entry]) => {
    if (topology.networks[gatewayNetwork(topology, entry) ?? '']?.cloud !== 'aws') return [];
    return hostsNamedBy(entry).flatMap(({ host }) => valuesOf(topology, host, workload, parts).map((value) => ({ ...value, workload })));
  });
}

function valuesOf(topology: Topology, id: string, workload: string, parts: ProfileParts): Omit<DeployTimeValue, 'workload'>[] {
  const host = entity(topology.hosts, id);
  return traitsOf(host)
    .deployTimeValues(topology, { id, host, workload })
    .map(({ path, stack: [kind, ...names], divided, origin, ...rest }) => ({
      path,
      stack: stackName(topology, host.account, kind, ...names, ...(divided ? partSuffix(parts.get(id)?.get(workload) ?? 1) : [])),
      origin,
      ...rest,
    }));
}

/** Number of the stack that holds a profile, by host and workload. */
type ProfileParts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** All at once: asking again for each workload takes time that grows with its square. */
function profileParts(topology: Topology): ProfileParts {
  const numbers = (host: string) => new Map(bedrockParts(topology, host).flatMap(({ number, workloads }) => workloads.map(([id]) => [id, number] as const)));
  return new Map(hostsOf(topology, 'bedrock').map(([host]) => [host, numbers(host)]));
}
