import { fineTunes, servedAnywhere } from '../../derived/fine-tunes.js';
import { licensedModels, separateLicence } from '../../derived/licensed-models.js';
import { cited, exclusionOf, licenceFacts } from '../../facts/licences.js';
import { licenceOf } from '../../facts/models.js';
import { expandJurisdictions } from '../../facts/regions.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/eu-multimodal',
  severity: 'fatal',
  title: 'A licensee with its principal place of business in the EU uses no multimodal Llama.',
  why: 'The use policies of Llama 3.2 and 4 withhold the licence to multimodal models from companies based in the EU. It follows the licensee, not the hardware: a region in the United States does not help, and a hosted offer does not lend its own rights.',
  fix: 'Use a text-only release, such as Llama 3.3 70B or Llama Guard 3 8B; or record the separate licence that Meta granted as licence.separateLicence with grants [eu-multimodal].',
  source: 'Llama 3.2 and Llama 4 Acceptable Use Policies, on rights under section 1(a)',

  *topology({ topology, asOf }) {
    const { country } = topology.organisation;
    for (const { path, release, version } of used(topology)) {
      const clause = exclusionOf(release);
      const excluded = clause === undefined ? new Set<string>() : expandJurisdictions([clause.jurisdiction]);
      if (clause === undefined || (excluded !== 'ANY' && !excluded.has(country))) continue;
      const { lifts, why } = separateLicence(topology, 'eu-multimodal', version, asOf);
      if (lifts) continue;
      yield {
        path,
        message: `${release} is multimodal; its licence gives no rights to ${clause.excluded}. The organisation's country is ${country}; ${why}. ${cited(version, 'eu-multimodal')}.`,
      };
    }
  },
};

interface Used {
  readonly path: string;
  readonly release: string;
  readonly version: string;
}

/** Releases that hosts serve, and those that a fine-tune was made from although nothing serves it: training is a use. */
function used(topology: Topology): Used[] {
  const served = servedAnywhere(topology);
  const made = fineTunes(topology).flatMap(({ id, model: { release }, fineTune: { teacher } }) => [
    ...(served.has(id) ? [] : [{ path: pathOf('models', id, 'release'), release }]),
    ...(teacher === undefined ? [] : [{ path: pathOf('models', id, 'fineTune', 'teacher'), release: entity(topology.models, teacher).release }]),
  ]);
  return [
    ...licensedModels(topology).map(({ hostId, field, release, licence }) => ({ path: pathOf('hosts', hostId, field), release, version: licence.version })),
    ...made.map((one) => ({ ...one, version: licenceFacts(licenceOf(one.release)).version })),
  ];
}
