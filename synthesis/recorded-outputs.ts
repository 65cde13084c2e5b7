import { stackName } from '../derived/names.js';
import { outputsOf } from '../hosts/recorded-outputs.js';
import type { RecordedOutputs } from '../hosts/shared/host-outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** Every stack of a topology that prints values another one needs. */
export function recordedOutputs(topology: Topology): RecordedOutputs[] {
  return [
    ...sortedEntries(topology.hosts).flatMap(([id, host]) => outputsOf(host)(topology, id, host)),
    ...sortedEntries(topology.accounts.google).map(([alias]) => ofFoundation(topology, alias)),
  ];
}

/** A gateway's identity in a Google project is of the project: whichever hosts are there, it calls them as the same. */
function ofFoundation(topology: Topology, alias: string): RecordedOutputs {
  const workloads = Object.keys(topology.workloads);
  const owned = ['identities', alias];
  return {
    stack: stackName(topology, alias, 'google-foundation', alias),
    owns: [owned],
    valuesOf: (name, value) => {
      const [, field = '', workload = ''] = /^(serviceAccount|audience)-(.+)$/.exec(name) ?? [];
      return workloads.includes(workload) ? [{ path: [...owned, workload, field], value }] : undefined;
    },
  };
}
