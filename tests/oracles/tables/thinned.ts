import { InputError } from '../../../topology/error.js';
import { checkedTopology, type LoadedTopology } from '../../../topology/load.js';
import type { Json } from '../../support/documents.js';
import { dataSource } from './data-source.js';

/** A topology without some of its hosts and workloads, as far as the loader accepts it. */
export function thinned(loaded: LoadedTopology, goes: () => boolean): LoadedTopology {
  const rooms = [
    ['workloads', Object.keys(loaded.topology.workloads)],
    ['hosts', Object.keys(loaded.topology.hosts)],
  ] as const;
  return rooms
    .flatMap(([room, ids]) => ids.map((id) => [room, id] as const))
    .filter(goes)
    .reduce((so, [room, id]) => without(so, room, id), loaded);
}

function without(loaded: LoadedTopology, room: 'hosts' | 'workloads', id: string): LoadedTopology {
  const data = structuredClone(loaded.topology) as Json;
  delete data[room][id];
  if (room === 'hosts') {
    for (const [key, workload] of Object.entries<Json>(data.workloads)) {
      workload.route = workload.route.filter((host: string) => host !== id);
      if (workload.guard === id) delete workload.guard;
      if (workload.route.length === 0) delete data.workloads[key];
    }
    for (const kept of Object.values<Json>(data.existing)) delete kept[id];
    for (const agent of Object.values<Json>(data.landingZone.nodeAgents)) agent.hosts = agent.hosts.filter((host: string) => host !== id);
  }
  for (const [key, { subject }] of Object.entries<Json>(data.approvals)) if (`${subject}.`.startsWith(`${room}.${id}.`)) delete data.approvals[key];
  try {
    return checkedTopology(dataSource(data, loaded.source.file), loaded.outputs, []);
  } catch (error) {
    if (error instanceof InputError) return loaded;
    throw error;
  }
}
