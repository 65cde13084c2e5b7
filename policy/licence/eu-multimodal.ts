import { licensedModels, separateLicence } from '../../derived/licensed-models.js';
import { cited, exclusionOf } from '../../facts/licences.js';
import { expandJurisdictions } from '../../facts/regions.js';
import { pathOf } from '../../topology/path.js';
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
    for (const { hostId, field, release, licence } of licensedModels(topology)) {
      const clause = exclusionOf(release);
      const excluded = clause === undefined ? new Set<string>() : expandJurisdictions([clause.jurisdiction]);
      if (clause === undefined || (excluded !== 'ANY' && !excluded.has(country))) continue;
      const { lifts, why } = separateLicence(topology, 'eu-multimodal', licence.version, asOf);
      if (lifts) continue;
      yield {
        path: pathOf('hosts', hostId, field),
        message: `${release} is multimodal; its licence gives no rights to ${clause.excluded}. The organisation's country is ${country}; ${why}. ${cited(licence.version, 'eu-multimodal')}.`,
      };
    }
  },
};
