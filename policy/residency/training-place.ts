import { fineTunes } from '../../derived/fine-tunes.js';
import { expandJurisdictions } from '../../facts/regions.js';
import { pathOf } from '../../topology/path.js';
import { entity } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/training-place',
  severity: 'fatal',
  title: 'A fine-tune was trained in a country of the zone of its data.',
  why: 'Training reads every record, many times, on machines that keep copies of it. Data that may not be processed abroad was processed abroad, whatever the hosts that serve the result.',
  fix: 'Train inside the zone and name the result; or, if the data may go there, name its zone in models.<id>.fineTune.data.zone.',
  source: 'GDPR, chapter V, transfers to third countries',

  *topology({ topology }) {
    for (const { id, fineTune } of fineTunes(topology)) {
      const { data, training } = fineTune;
      const jurisdictions = entity(topology.zones, data.zone);
      const allowed = expandJurisdictions(jurisdictions);
      if (allowed === 'ANY' || allowed.has(training.country)) continue;
      yield {
        path: pathOf('models', id, 'fineTune', 'training'),
        message: `${id} was trained in ${training.country} (${[training.cloud, training.region, training.account].filter((part) => part !== undefined).join(', ')}) on data of zone ${data.zone}. Allowed: ${jurisdictions.join(', ')}.`,
      };
    }
  },
};
