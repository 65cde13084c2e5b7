import { missingGrant } from '../../derived/granted-limit.js';
import { textUnitNeeds } from '../../planner/text-unit-quotas.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/guardrail-quota',
  severity: 'warning',
  title: 'Guardrails are granted the text units per second that they judge at peak, overflow of a fleet that lost a node included.',
  why: 'A guardrail has quotas of its own, which are forgotten because everyone counts tokens. Accounts start with 25 text units per second in most regions: one busy workload is throttled by its guardrail while its model idles.',
  fix: 'Ask for the amounts in quotas.json, then record an approval of kind quota with subject hosts.<id>.guardrail and the smallest limit that was granted. Or hand over less: guardrail.guarding: selective.',
  source: 'Amazon Bedrock endpoints and quotas, guardrails; that calls through InvokeModel and Converse count is unconfirmed',

  *topology({ topology, asOf }) {
    const short = textUnitNeeds(topology).filter(({ needed, byDefault }) => needed > byDefault);
    for (const id of new Set(short.map(({ host }) => host))) {
      const needs = short.filter(({ host }) => host === id);
      const path = pathOf('hosts', id, 'guardrail');
      const missing = missingGrant(topology, [path], Math.max(...needs.map(({ needed }) => needed)), asOf);
      if (missing === undefined) continue;
      const policies = needs.map(({ policy, needed, byDefault }) => `${policy} ${needed} (an account starts with ${byDefault})`).join(', ');
      yield { path, message: `${id} needs text units per second at peak for ${policies} in ${needs[0]?.region}; as of ${asOf}, ${missing}.` };
    }
  },
};
