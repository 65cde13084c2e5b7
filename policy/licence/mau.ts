import { licensedModels, separateLicence } from '../../derived/licensed-models.js';
import { cited, userMonth } from '../../facts/licences.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/mau',
  severity: 'error',
  title: 'Licensee and affiliates had at most 700 million monthly users in the month before the release of every version in use.',
  why: 'Above that number the community licence gives no rights at all: Meta has to be asked, and may refuse. The month is that of the release, so a company that grew later is not concerned, and one that was large then stays so.',
  fix: 'Record the users of that month under licence.monthlyActiveUsers; where they are more, ask Meta and record what it granted as licence.separateLicence with grants [mau].',
  source: 'Llama Community License Agreements, versions 2 to 4, clause 2',

  *topology({ topology, asOf }) {
    const { monthlyActiveUsers } = topology.licence;
    for (const { hostId, field, release, licence } of licensedModels(topology)) {
      const month = userMonth(licence);
      const users = monthlyActiveUsers[month];
      const path = pathOf('hosts', hostId, field);
      if (users === undefined) {
        const known = Object.keys(monthlyActiveUsers).sort().join(', ') || 'none';
        yield {
          path,
          message: `${release}: licence.monthlyActiveUsers has no ${month}, the month before ${licence.releaseDate}. Recorded: ${known}. ${cited(licence.version, 'mau')}.`,
        };
        continue;
      }
      const all = users.licensee + users.affiliates;
      const { lifts, why } = separateLicence(topology, 'mau', licence.version, asOf);
      if (all <= licence.mauLimit || lifts) continue;
      yield {
        path: pathOf('licence', 'monthlyActiveUsers', month),
        message: `${hostId} serves ${release}, and in ${month} licensee and affiliates had ${count(all)} users; ${why}. Allowed: ${count(licence.mauLimit)}. ${cited(licence.version, 'mau')}.`,
      };
    }
  },
};

function count(users: number): string {
  return users.toLocaleString('en-US');
}
