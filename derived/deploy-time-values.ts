import type { StackKind } from '../hosts/shared/stack-kinds.js';
import { hostParts, partSuffix } from '../hosts/shared/workload-parts.js';
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

/** Everything that gateways on AWS have to be told about the hosts of their workloads, by workload and host; one that exists is told by others. */
export function deployTimeValues(topology: Topology): DeployTimeValue[] {
  if (topology.gateway.engine === 'existing') return [];
  const parts = rememberedParts(topology);
  return sortedEntries(topology.workloads).flatMap(([workload, entry]) => {
    if (topology.networks[gatewayNetwork(topology, entry) ?? '']?.cloud !== 'aws') return [];
    return hostsNamedBy(entry).flatMap(({ host }) => valuesOf(topology, host, workload, parts).map((value) => ({ ...value, workload })));
  });
}

function valuesOf(topology: Topology, id: string, workload: string, parts: Parts): Omit<DeployTimeValue, 'workload'>[] {
  const host = entity(topology.hosts, id);
  return traitsOf(host)
    .deployTimeValues(topology, { id, host, workload })
    .map(({ path, stack: [kind, ...names], divided, origin, ...rest }) => ({
      path,
      stack: stackName(topology, host.account, kind, ...names, ...(divided ? partSuffix(parts(kind, id).get(workload) ?? 1) : [])),
      origin,
      ...rest,
    }));
}

/** Numbers of the stacks of one kind of a host, by the workloads that they hold something of. */
type Parts = (kind: StackKind, host: string) => ReadonlyMap<string, number>;

/** Each asked for once: asking again for each workload takes time that grows with its square. */
function rememberedParts(topology: Topology): Parts {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (kind, host) => {
    const key = `${kind} ${host}`;
    const numbers =
      known.get(key) ?? new Map(hostParts(topology, kind, host).flatMap(({ number, workloads }) => workloads.map(([id]) => [id, number] as const)));
    known.set(key, numbers);
    return numbers;
  };
}
