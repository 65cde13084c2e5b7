import { weightsPrefix } from '../../derived/names.js';
import type { Adapters } from '../../topology/schema/fleet.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';

/** What a node is told of the weights that it serves, wherever they are kept: its model and, one after another, the adapters beside it. */
export function provenSettings(topology: Topology, host: Adapters & { readonly model: string }): Readonly<Record<string, string>> {
  const { weights, fineTune } = entity(topology.models, host.model);
  return {
    MODEL: host.model,
    WEIGHTS_PREFIX: weightsPrefix(entity(topology.models, host.model)),
    MANIFEST_SHA256: weights?.manifest.slice('sha256:'.length) ?? 'none',
    PROVENANCE_SHA256: fineTune?.provenance?.slice('sha256:'.length) ?? 'none',
    ADAPTERS: sortedEntries(host.adapters)
      .map(([id]) => {
        const model = entity(topology.models, id);
        const digests = [model.weights?.manifest, model.fineTune?.provenance].map((digest) => digest?.slice('sha256:'.length) ?? 'none');
        return `${id},${weightsPrefix(model)},${digests.join(',')}`;
      })
      .join(' '),
  };
}
