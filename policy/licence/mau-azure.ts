import { licensedModels, separateLicence } from '../../derived/licensed-models.js';
import { monthBefore, overlayOf } from '../../facts/licences.js';
import { cloudOf } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

/** How old the latest count may be, in months before the last one. */
const mostMonths = 3;
/** Share of the limit from which on somebody has to look. */
const watched = 6 / 7;

export const rule: Rule = {
  id: 'licence/mau-azure',
  severity: 'warning',
  title: 'Where Microsoft Foundry serves Llama, the users of the last months are recorded and below the limit.',
  why: "Azure's own terms count the users of the month before each use, not those of the month before the release: a company that grows past 700 million loses the hosted model while it runs.",
  fix: 'Add the users of the last month under licence.monthlyActiveUsers; above the limit ask Meta, or move the workload to a host without that term.',
  source: 'Microsoft Foundry, model-specific terms for Llama',

  *topology({ topology, asOf }) {
    const { monthlyActiveUsers } = topology.licence;
    const latest = Object.keys(monthlyActiveUsers)
      .sort()
      .findLast((month) => month <= monthBefore(asOf));
    for (const { hostId, host, field, licence } of licensedModels(topology)) {
      if (cloudOf(host) !== 'azure' || separateLicence(topology, 'mau', licence.version, asOf).lifts) continue;
      const term = overlayOf('azure', 'mau');
      const users = latest === undefined ? undefined : monthlyActiveUsers[latest];
      if (latest === undefined || users === undefined || monthsBetween(latest, monthBefore(asOf)) > mostMonths) {
        yield {
          path: pathOf('hosts', hostId, field),
          message: `The users of ${monthBefore(asOf)} are not recorded; the latest are of ${latest ?? 'no month'}. ${term}.`,
        };
        continue;
      }
      const all = users.licensee + users.affiliates;
      if (all <= licence.mauLimit * watched) continue;
      yield {
        path: pathOf('licence', 'monthlyActiveUsers', latest),
        severity: all > licence.mauLimit ? 'error' : 'warning',
        message: `${all.toLocaleString('en-US')} users in ${latest}, and ${hostId} is on Azure. Allowed: ${licence.mauLimit.toLocaleString('en-US')}. ${term}.`,
      };
    }
  },
};

function monthsBetween(from: string, to: string): number {
  const [[year = 0, month = 0] = [], [toYear = 0, toMonth = 0] = []] = [from, to].map((text) => text.split('-').map(Number));
  return (toYear - year) * 12 + toMonth - month;
}
