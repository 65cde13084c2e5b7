import { acceptancesOf } from '../../derived/accepted-licences.js';
import { licensedModels } from '../../derived/licensed-models.js';
import { cited } from '../../facts/licences.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/accepted',
  severity: 'error',
  title: 'For every release that a host serves, the organisation has accepted the licence of its version, by the digests of its texts.',
  why: 'Each Llama version comes under a licence of its own, and running it is accepting it. A record of another version, of a day that has not come, or without the text proves nothing when somebody asks who agreed to what.',
  fix: 'Have it read and accepted, then run "blueprint licence accept --llama <version> --licence LICENSE --use-policy USE_POLICY.md --by <who>" and put the entry that it prints under licence.accepted.',
  source: 'Llama Community License Agreements, versions 2 to 4, preamble',

  *topology({ topology, asOf }) {
    for (const { hostId, field, release, licence } of licensedModels(topology)) {
      const { inForce, flaws } = acceptancesOf(topology, licence, asOf);
      if (inForce.length > 0) continue;
      const known =
        sortedEntries(topology.licence.accepted)
          .map(([, { version }]) => version)
          .join(', ') || 'none';
      const what = flaws.length > 0 ? flaws.join('; ') : `accepted are ${known}`;
      yield {
        path: pathOf('hosts', hostId, field),
        message: `${release} comes under Llama ${licence.version}, which nobody has accepted as of ${asOf}: ${what}. ${cited(licence.version, 'acceptance')}.`,
      };
    }
  },
};
