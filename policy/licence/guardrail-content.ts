import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { judgeOf } from '../../hosts/judges.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/guardrail-content',
  severity: 'error',
  title: 'What filters the calls of a host holds the filters, topics, identifiers and scores that the topology derives, and nothing else.',
  why: 'One example less, one identifier that passes or a score that is turned down is a gap that no call reports. What is added decides too: a word list that nobody reviewed blocks answers, another tier judges prompts in other regions.',
  fix: 'Let the stack derive the guardrail; change hosts.<id>.guardrail, or facts/guardrails.yaml and facts/acceptable-use.yaml.',
  source: 'Amazon Bedrock user guide, guardrail components; Microsoft Foundry, content filtering',

  *resource(resource, { topology }) {
    if (!filters.includes(resource.type)) return;
    const [id, host] = hostOfResource(topology, resource) ?? [];
    const found = id === undefined || host === undefined ? undefined : judgeOf(host).filtered({ topology, id, host }, resource);
    if (id === undefined || found === undefined || found === 'none') {
      yield { path: resource.origin, resource, message: `${resource.id} belongs to no host that it could filter. Allowed: the filters of a host.` };
      return;
    }
    for (const difference of found) yield { path: pathOf('hosts', id), resource, message: `What filters the calls of ${id} ${difference}.` };
  },
};

const filters = ['AWS::Bedrock::Guardrail', 'azurerm_cognitive_account_rai_policy'];
