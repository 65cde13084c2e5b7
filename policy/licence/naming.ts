import { separateLicence } from '../../derived/licensed-models.js';
import { cited, licenceFacts } from '../../facts/licences.js';
import { licenceOf } from '../../facts/models.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/naming',
  severity: 'error',
  title: 'A model that was made from Llama or its outputs, and that others get, bears the name of Llama in front of its own.',
  why: 'The licence lets a model be made and passed on under that condition. A name without it is the first thing that anybody sees of a breach.',
  fix: 'Rename the model: "Llama 3" in front for Llama 3, "Llama" for 3.1 and later; or record what Meta granted as licence.separateLicence.',
  source: 'Llama Community License Agreements, versions 3 to 4, clause 1.b.i',

  *topology({ topology, asOf }) {
    for (const [id, { name, from }] of sortedEntries(topology.licence.derivedModels)) {
      for (const model of from) {
        const { release } = entity(topology.models, model);
        const { namePrefix, version } = licenceFacts(licenceOf(release));
        if (namePrefix === undefined || startsWith(name, namePrefix) || separateLicence(topology, 'naming', version, asOf).lifts) continue;
        yield {
          path: pathOf('licence', 'derivedModels', id, 'name'),
          message: `Received ${name}, made from ${model} (${release}). Allowed: a name that begins with "${namePrefix}". ${cited(version, 'name-prefix')}.`,
        };
      }
    }
  },
};

/** Repositories write a hyphen where the licence has a space. */
function startsWith(name: string, prefix: string): boolean {
  const plain = (text: string) => text.replace(/[-_ ]/g, ' ').toLowerCase();
  const rest = plain(name).slice(prefix.length);
  return plain(name).startsWith(plain(prefix)) && !/^[a-z]/.test(rest);
}
