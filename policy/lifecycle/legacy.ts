import { publishedNotice } from '../../facts/lifecycle.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/legacy',
  severity: 'warning',
  title: 'The provider has promised to serve the model for longer than today.',
  why: 'Once the date of "no sooner than" has passed, a model may become legacy at any time, and then lasts as long as the notice. From then on the price may rise and new customers get none.',
  fix: 'Know where the workload goes next: name the successor as a second host, and keep terms.migrationDays below the notice.',
  source: 'Model cards and lifecycle policies of the providers, facts/bedrock.yaml and facts/lifecycle.yaml',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const until = traitsOf(host).offer.promisedUntil(topology, host);
      if (until === 'none' || (until !== 'unknown' && until > asOf)) continue;
      const { release } = entity(topology.models, host.model);
      const notice = publishedNotice(host.kind);
      const promise = notice === undefined ? 'no notice is known' : `the shortest notice is ${notice.days} days (${notice.source})`;
      const what = until === 'unknown' ? 'has no date until which it is promised' : `was promised until ${until}`;
      yield { path: pathOf('hosts', id, 'model'), message: `${release} on ${host.kind} ${what}; ${promise}.` };
    }
  },
};
