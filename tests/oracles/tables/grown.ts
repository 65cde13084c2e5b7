import { InputError } from '../../../topology/error.js';
import { checkedTopology, type LoadedTopology } from '../../../topology/load.js';
import type { Json } from '../../support/documents.js';
import { dataSource } from './data-source.js';

/** A topology with more of everything that may be there several times, as far as the loader accepts it. */
export function grown(loaded: LoadedTopology): LoadedTopology {
  return growths.reduce((so, grow) => {
    const data = structuredClone(so.topology) as Json;
    grow(data);
    try {
      return checkedTopology(dataSource(data, loaded.source.file), loaded.outputs, []);
    } catch (error) {
      if (error instanceof InputError) return so;
      throw error;
    }
  }, loaded);
}

/** Copies every entry of a map once, under another id. */
const copied = (map: Json) => {
  for (const [id, value] of Object.entries<Json>(map ?? {})) {
    map[`${id}-more`] = structuredClone(value);
  }
};
const everyHost = (data: Json, change: (host: Json) => void) => {
  for (const host of Object.values(data.hosts)) change(host);
};

type Growth = (data: Json) => void;
const twice = (growth: Growth): Growth[] => [growth, growth];

const growths: readonly Growth[] = [
  (data) => copied(data.workloads),
  (data) => {
    for (const workload of Object.values<Json>(data.workloads).slice(0, 1)) delete workload.budget;
  },
  (data) => data.finance.notify.push(...[1, 2, 3, 4].map((one) => `more-${one}@more.example`)),
  ...twice((data) => everyHost(data, ({ capacity }) => copied(capacity?.reservations))),
  (data) => everyHost(data, ({ capacity }) => copied(capacity?.blocks)),
  (data) => everyHost(data, ({ scaling }) => copied(scaling?.schedules)),
  ...twice((data) => everyHost(data, ({ search }) => copied(search?.dataStores))),
  // Stacks of workloads are divided.
  (data) => {
    const all = Object.values<Json>(data.workloads);
    for (const workload of [...all.slice(0, 1), ...all.slice(-1)]) workload.part = 2;
  },
  (data) => copied(data.landingZone.nodeAgents),
  (data) => {
    for (const { availabilityZones } of Object.values<Json>(data.networks))
      if (availabilityZones?.length === 2) availabilityZones.push(availabilityZones[0].replace(/.$/, 'c'));
  },
];
