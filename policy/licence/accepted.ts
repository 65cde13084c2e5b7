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
    const accepted = sortedEntries(topology.licence.accepted);
    for (const { hostId, field, release, licence } of licensedModels(topology)) {
      const records = accepted.filter(([, { version }]) => version === licence.version);
      const flaws = records.map(([id, record]) => flawOf(id, record, licence.releaseDate, asOf));
      if (flaws.includes(undefined)) continue;
      const known = accepted.map(([, { version }]) => version).join(', ') || 'none';
      const what = flaws.length > 0 ? flaws.join('; ') : `accepted are ${known}`;
      yield {
        path: pathOf('hosts', hostId, field),
        message: `${release} comes under Llama ${licence.version}, which nobody has accepted as of ${asOf}: ${what}. ${cited(licence.version, 'acceptance')}.`,
      };
    }
  },
};

type Acceptance = { readonly on: string; readonly licenceSha256: string };

/** Why a record of acceptance does not count; undefined where it does. */
function flawOf(id: string, { on, licenceSha256 }: Acceptance, releaseDate: string, asOf: string): string | undefined {
  if (on > asOf) return `${id} is dated ${on}`;
  if (on < releaseDate) return `${id} is dated ${on}, and the version is of ${releaseDate}`;
  if (licenceSha256 === 'none') return `${id} has no digest of the licence text`;
  return undefined;
}
