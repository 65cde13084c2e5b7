import { fineTunes } from '../../derived/fine-tunes.js';
import { separateLicence } from '../../derived/licensed-models.js';
import { cited, licenceFacts } from '../../facts/licences.js';
import { licenceOf } from '../../facts/models.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/naming',
  severity: 'error',
  title: 'A model that was made from Llama or its outputs, and that others get or a host serves, bears the name of Llama in front of its own.',
  why: 'The licence lets a model be made and passed on under that condition. A name without it is the first thing that anybody sees of a breach.',
  fix: 'Rename the model: "Llama 3" in front for Llama 3, "Llama" for 3.1 and later; or record what Meta granted as licence.separateLicence.',
  source: 'Llama Community License Agreements, versions 3 to 4, clause 1.b.i',

  *topology({ topology, asOf }) {
    for (const { path, name, from } of namedAfter(topology)) {
      for (const model of from) {
        const { release } = entity(topology.models, model);
        const { namePrefix, version } = licenceFacts(licenceOf(release));
        if (namePrefix === undefined || startsWith(name, namePrefix) || separateLicence(topology, 'naming', version, asOf).lifts) continue;
        yield {
          path,
          message: `Received ${name}, made from ${model} (${release}). Allowed: a name that begins with "${namePrefix}". ${cited(version, 'name-prefix')}.`,
        };
      }
    }
  },
};

interface Derived {
  readonly path: string;
  readonly name: string;
  readonly from: readonly string[];
}

/** Models that others get, and own weights: whoever calls one of these is told its name. */
function namedAfter(topology: Topology): Derived[] {
  return [
    ...sortedEntries(topology.licence.derivedModels).map(([id, { name, from }]) => ({ path: pathOf('licence', 'derivedModels', id, 'name'), name, from })),
    ...fineTunes(topology).map(({ id, fineTune: { name, base, teacher } }) => ({
      path: pathOf('models', id, 'fineTune', 'name'),
      name,
      from: [base, ...(teacher === undefined ? [] : [teacher])],
    })),
  ];
}

/** Repositories write a hyphen where the licence has a space. */
function startsWith(name: string, prefix: string): boolean {
  const plain = (text: string) => text.replace(/[-_ ]/g, ' ').toLowerCase();
  const rest = plain(name).slice(prefix.length);
  return plain(name).startsWith(plain(prefix)) && !/^[a-z]/.test(rest);
}
