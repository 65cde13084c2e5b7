import { waitingZones } from '../../derived/waiting-zones.js';
import { formProblems } from '../../evidence/gateway/forms/form-problems.js';
import { planZone } from '../../gateway/zone-plan.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'state/gateway-form',
  severity: 'fatal',
  title: 'Every file of a gateway says what was reviewed, whole, filled with what the topology derives.',
  why: 'A time-out of an hour, a limit that is gone, a script that keeps what it counts or a setting of a newer Envoy leads nowhere and breaks no other rule. Prompts pass all of them.',
  fix: 'Restore the files as npm run synth writes them. To change what they say, change gateway/ and the forms in catalogue/gateway/, whose code owners read them.',
  source: 'docs/adr/0098-gateway-files-have-reviewed-forms.md',

  *gateway(zones, { topology, outputs }) {
    const waiting = waitingZones(topology, outputs);
    // Files of a zone that there is not, or that cannot have any, are told by residency/gateway-reach.
    for (const zone of zones.filter((one) => topology.gateway.zones[one.zone]?.tasks !== undefined && !waiting.has(one.zone))) {
      for (const message of formProblems(planZone(topology, outputs, zone.zone), zone))
        yield { path: pathOf('gateway', 'zones', zone.zone), message, named: { stack: `gateway.out/${zone.zone}` } };
    }
  },
};
