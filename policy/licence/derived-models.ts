import { type FineTuned, fineTunes, servedAnywhere } from '../../derived/fine-tunes.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'licence/derived-models',
  severity: 'error',
  title: 'Fine-tunes that others get are among licence.derivedModels, under the same name and with what they were made from.',
  why: 'The list is what the duties of the licence are judged by: name, notice and terms of everything that was made from Llama. A fine-tune that is missing there, or has another origin there, is one that nobody judged.',
  fix: 'List it under licence.derivedModels with the name of models.<id>.fineTune.name, and under `from` its base and, of a distillation, its teacher.',
  source: 'Llama Community License Agreements, versions 2 to 4, clause 1.b',

  *topology({ topology }) {
    const served = servedAnywhere(topology);
    for (const one of fineTunes(topology)) {
      const listed = sortedEntries(topology.licence.derivedModels).filter(([, { name }]) => name === one.fineTune.name);
      if (listed.length === 0 && topology.licence.distribution !== 'internal' && served.has(one.id)) yield unlisted(topology, one);
      for (const [entry, { from }] of listed) {
        const missing = originsOf(one).filter((origin) => !from.includes(origin));
        if (missing.length > 0)
          yield {
            path: pathOf('licence', 'derivedModels', entry, 'from'),
            message: `${entry} is ${one.fineTune.name}, made from ${from.join(', ')}; models.${one.id}.fineTune says ${originsOf(one).join(' and ')}. Allowed: ${missing.join(', ')} as well.`,
          };
      }
    }
  },
};

function originsOf({ fineTune: { base, teacher } }: FineTuned): string[] {
  return teacher === undefined ? [base] : [base, teacher];
}

function unlisted({ licence: { derivedModels, distribution } }: Topology, { id, fineTune: { name } }: FineTuned): Violation {
  const known = sortedEntries(derivedModels).map(([, entry]) => entry.name);
  return {
    path: pathOf('models', id, 'fineTune', 'name'),
    message: `${name} is served and distribution is ${distribution}, but licence.derivedModels does not list it. Listed: ${known.join(', ') || 'none'}.`,
  };
}
