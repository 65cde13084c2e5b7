import { guardrailDifferences } from '../../evidence/guardrails/guardrail-differences.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/guardrail-content',
  severity: 'error',
  title: 'A guardrail holds the filters, topics, identifiers and scores that the topology derives, and nothing else.',
  why: 'One example less, one identifier that passes or a score that is turned down is a gap that no call reports. What is added decides too: a word list that nobody reviewed blocks answers, another tier judges prompts in other regions.',
  fix: 'Let the stack derive the guardrail; change hosts.<id>.guardrail, or facts/guardrails.yaml and facts/acceptable-use.yaml.',
  source: 'Amazon Bedrock user guide, guardrail components',

  *resource(resource, { topology }) {
    if (resource.type !== 'AWS::Bedrock::Guardrail') return;
    const [id, host] = hostOfResource(topology, resource) ?? [];
    if (id === undefined || host === undefined || !('guardrail' in host)) {
      yield { path: resource.origin, resource, message: `${resource.id} belongs to no host on Bedrock. Allowed: the guardrail of a host.` };
      return;
    }
    for (const difference of guardrailDifferences(topology, id, host, resource)) {
      yield { path: pathOf('hosts', id, 'guardrail'), resource, message: `The guardrail of ${id} ${difference}.` };
    }
  },
};
