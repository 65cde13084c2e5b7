import { keysSent } from '../../facts/publishers.js';
import type { Place } from '../iam/arn-of.js';
import { policyOf } from '../iam/attached-policies.js';
import { statementsOf } from '../iam/policy-statements.js';
import { type Resource, record } from '../synthesized/stack.js';

/** Keys that a role asks of a service which is not known to send them: the service would never get to take the role. */
export function* trustClaims(role: Resource, place: Place): Iterable<string> {
  if (role.type !== 'AWS::IAM::Role') return;
  for (const { effect, principal, conditions } of statementsOf(policyOf(role, place))) {
    const services = [record(principal)['Service'] ?? []].flat().map(String);
    for (const service of effect === 'Allow' ? services : []) {
      const sent = keysSent(service, place.region, 'sts') ?? [];
      const asked = conditions.filter(({ operator, key }) => !operator.endsWith('IfExists') && !sent.includes(key)).map(({ key }) => key);
      if (asked.length > 0) yield `lets ${service} take it under ${asked.join(', ')}, which ${service} is not known to send (facts/publishers.yaml)`;
    }
  }
}
