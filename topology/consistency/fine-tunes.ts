import { isDescribed } from '../../clouds/clouds.js';
import { countryOf } from '../../facts/regions.js';
import { isFleet } from '../../hosts/schemas.js';
import type { FineTune } from '../schema/fine-tune.js';
import type { Topology } from '../schema/topology.js';
import { entity, hostsNamedBy } from '../views.js';
import type { Misfit } from './misfit.js';

/** What fine-tunes and adapters say twice or contradict. Whether a host may serve one is a rule's question. */
export function fineTuneMisfits(topology: Topology): Misfit[] {
  const ofModels = Object.entries(topology.models).flatMap(([id, { fineTune }]) =>
    fineTune === undefined ? [] : [...baseMisfits(topology, id, fineTune), ...methodMisfits(id, fineTune), ...placeMisfits(id, fineTune)],
  );
  return [...ofModels, ...adapterMisfits(topology)];
}

function baseMisfits({ models }: Topology, id: string, { base }: FineTune): Misfit[] {
  const path = ['models', id, 'fineTune', 'base'];
  const { release, weights } = entity(models, id);
  const from = entity(models, base);
  if (descends(models, id)) return [{ path, message: `received ${base}, which was made from ${id} itself. Allowed: a model that was there before.` }];
  if (from.release !== release)
    return [{ path, message: `received ${base}, which is ${from.release}; models.${id}.release says ${release}. Allowed: a model of that release.` }];
  if (from.fineTune?.method === 'lora-adapter')
    return [{ path, message: `received ${base}, which is an adapter and no model by itself. Allowed: what the adapter was made from, or merged weights.` }];
  return weights === undefined
    ? [{ path: ['models', id, 'fineTune'], message: `received a fine-tune without weights. Allowed: models.${id}.weights beside it; nobody else has them.` }]
    : [];
}

/** Whether the bases of a model lead back to it. */
function descends(models: Topology['models'], id: string): boolean {
  const seen = new Set<string>();
  for (let at = models[id]?.fineTune?.base; at !== undefined && !seen.has(at); at = models[at]?.fineTune?.base) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

function* methodMisfits(id: string, { method, rank, teacher }: FineTune): Iterable<Misfit> {
  const path = ['models', id, 'fineTune'];
  const wants = (field: string, given: unknown, wanted: boolean, why: string): Misfit[] =>
    (given !== undefined) === wanted
      ? []
      : [
          {
            path: given === undefined ? [...path, 'method'] : [...path, field],
            message: `received ${method} ${given === undefined ? 'without' : 'with'} ${field}. Allowed: ${why}.`,
          },
        ];
  yield* wants('rank', rank, method === 'lora-adapter', 'a rank with lora-adapter, and with no other method');
  yield* wants('teacher', teacher, method === 'distillation', 'a teacher with distillation, and with no other method');
}

function placeMisfits(id: string, { training: { cloud, country, region } }: FineTune): Misfit[] {
  const path = ['models', id, 'fineTune', 'training'];
  if (cloud === 'none')
    return region === undefined ? [] : [{ path: [...path, 'region'], message: 'received a region of no cloud. Allowed: the cloud beside it, or no region.' }];
  if (region === undefined) return [{ path: [...path, 'cloud'], message: `received ${cloud} without a region. Allowed: the region that it was trained in.` }];
  const found = isDescribed(cloud) ? countryOf(cloud, region) : undefined;
  if (found === country) return [];
  return found === undefined
    ? [{ path: [...path, 'region'], message: `received ${region}, which is no region of ${cloud} that facts/regions.yaml knows.` }]
    : [{ path: [...path, 'country'], message: `received ${country}; ${region} is in ${found}. Allowed: ${found}.` }];
}

/** Workloads of an adapter reach its host, and each has one there. */
function adapterMisfits({ hosts, workloads }: Topology): Misfit[] {
  return Object.entries(hosts).flatMap(([id, host]) => {
    const taken = new Map<string, string>();
    return Object.entries(isFleet(host) ? host.adapters : {}).flatMap(([adapter, { workloads: names }]) =>
      names.flatMap((name, index): Misfit[] => {
        const path = ['hosts', id, 'adapters', adapter, 'workloads', index];
        const before = taken.get(name);
        taken.set(name, adapter);
        if (before !== undefined) return [{ path, message: `received ${name}, which ${before} answers. Allowed: each workload once.` }];
        return hostsNamedBy(entity(workloads, name)).some(({ host: named }) => named === id)
          ? []
          : [{ path, message: `received ${name}, which does not name ${id}. Allowed: workloads that have ${id} on their route or as guard.` }];
      }),
    );
  });
}
