import { isExtended } from '../../derived/extensions.js';
import { permissionsBoundaryOf, rolePathOf } from '../../derived/landing-zone.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import type { Resource } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import type { Rule, RuleContext } from '../rule.js';

export const rule: Rule = {
  id: 'identity/permissions-boundary',
  severity: 'error',
  title: 'Every role on AWS has the permissions boundary and the path of the landing zone, and no others.',
  why: 'In an account with a landing zone a role without its boundary is refused, or worse: it is made, and may do what the organisation forbids to all. Another boundary is another limit, which nobody reviewed.',
  fix: 'Set landingZone.permissionsBoundary and landingZone.rolePath as the account demands them. A role that needs others is an extension of kind argument (AWS::IAM::Role, PermissionsBoundary or Path).',
  source: 'AWS IAM User Guide, Permissions boundaries for IAM entities; IAM identifiers, paths',

  *resource(resource, context) {
    if (resource.type !== 'AWS::IAM::Role' && resource.type !== 'AWS::IAM::User') return;
    const { topology } = context;
    const boundary = permissionsBoundaryOf(topology, resource.stack.account ?? '');
    const path = rolePathOf(topology);
    for (const [property, allowed] of [
      ['PermissionsBoundary', boundary],
      ['Path', path === '/' ? undefined : path],
    ] as const) {
      const found = resource.properties[property];
      const received = found === undefined || (property === 'Path' && found === '/') ? undefined : renderedText(found);
      if (received === allowed || declared(resource, property, context)) continue;
      yield {
        path: pathOf('landingZone', property === 'Path' ? 'rolePath' : 'permissionsBoundary'),
        resource,
        message: `${property} of ${resource.id} is ${received ?? 'unset'}. Allowed: ${allowed ?? 'unset'}.`,
      };
    }
  },
};

function declared({ type, stack }: Resource, property: string, { topology, asOf }: RuleContext): boolean {
  return isExtended(topology, asOf, { kind: 'argument', type, value: property, stack: stack.name });
}
