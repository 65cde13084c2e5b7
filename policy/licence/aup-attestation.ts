import { attestedItems } from '../../derived/attested-items.js';
import { enforcedBy, useItemLabel, useItems } from '../../facts/acceptable-use.js';
import { licenceOf } from '../../facts/models.js';
import { servedModels } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/aup-attestation',
  severity: 'error',
  title: 'What the Llama acceptable use policy forbids and no filter can find is attested for every use, by name, at most a year ago.',
  why: 'No filter knows whether an assistant decides on loans, passes for a human or serves a weapons maker: that is decided by who uses it and for what. A person has to check it, and check it again.',
  fix: 'Record an approval of kind acceptable-use with the items under items and subject workloads.<id>, or licence.accepted.<id> for every use of that licence version.',
  source: 'Llama Acceptable Use Policies, versions 2 to 4; mapping in facts/acceptable-use.yaml',

  *topology({ topology, asOf }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const open = licences(topology, workload).flatMap((licence) => {
        const attested = attestedItems(topology, id, licence, asOf);
        const missing = useItems(licence).filter((item) => enforcedBy(item, 'attestation') && !attested.items.has(item.id));
        if (missing.length === 0) return [];
        const also = attested.dismissed.length === 0 ? '' : ` (${attested.dismissed.join(', ')})`;
        return [`of Llama ${licence}, ${missing.map(useItemLabel).join(', ')}${also}`];
      });
      if (open.length > 0) yield { path: pathOf('workloads', id), message: `${id} has no attestation as of ${asOf}: ${open.join('; ')}.` };
    }
  },
};

/** Licence versions of the models on a route. */
function licences(topology: Topology, { route }: Workload): string[] {
  const models = route.flatMap((host) => servedModels(entity(topology.hosts, host)));
  return [...new Set(models.map((model) => licenceOf(entity(topology.models, model).release)))].sort();
}
