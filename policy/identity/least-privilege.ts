import { broadGrant } from '../../evidence/iam/broad-grants.js';
import { identityStatements, type PolicyStatement } from '../../evidence/iam/policy-statements.js';
import { lacksResourceLevel } from '../../facts/iam.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'identity/least-privilege',
  severity: 'error',
  title: 'A role is allowed named actions on named resources.',
  why: 'A wildcard grants what the service will offer next year as well. An attacker who takes over a node or a function gets all that its role allows, and a reviewer cannot see from `*` what that is.',
  fix: 'Name the actions the code calls and the ARNs it calls them on. `Resource: "*"` is left to actions that AWS authorizes on no resource (facts/iam.yaml).',
  source: 'AWS service authorization reference; AWS IAM best practices, least privilege; Google Cloud IAM, basic roles; Azure built-in roles',

  *resource(resource) {
    const granted = broadGrant(resource);
    if (granted !== undefined) {
      yield {
        path: resource.origin,
        resource,
        message: `${resource.id} grants ${granted}.`,
        fix: 'Grant the narrowest role on the one resource; on Google a custom role.',
      };
    }
    for (const statement of identityStatements(resource)) {
      const problem = statement.effect === 'Allow' ? broad(statement) : undefined;
      if (problem !== undefined) yield { path: resource.origin, resource, message: `${statement.sid || 'A statement'} of ${resource.id} allows ${problem}.` };
    }
  },
};

function broad(statement: PolicyStatement): string | undefined {
  if (statement.inverted) return 'everything except what it names';
  const services = statement.actions.filter((action) => action === '*' || action.endsWith(':*'));
  if (services.length > 0) return `${services.join(', ')}, which is more than any one caller needs`;
  const partial = statement.actions.filter((action) => action.includes('*') || action.includes('?'));
  if (partial.length > 0) return `${partial.join(', ')}; name the actions one by one`;
  if (!statement.resources.includes('*')) return undefined;
  const narrowable = statement.actions.filter((action) => !lacksResourceLevel(action));
  return narrowable.length === 0 ? undefined : `${narrowable.join(', ')} on every resource; name the ARNs`;
}
