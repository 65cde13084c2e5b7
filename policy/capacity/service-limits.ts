import { missingGrant } from '../../derived/granted-limit.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { record } from '../../evidence/synthesized/stack.js';
import { type LimitName, serviceLimit } from '../../facts/limits.js';
import { bedrockParts, financeParts, identityParts, type Part, undivided } from '../../topology/parts.js';
import type { Topology } from '../../topology/schema/topology.js';
import { hostsOfKind, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/service-limits',
  severity: 'error',
  title: 'Stacks, policies, user data and accounts stay within the limits of the services.',
  why: 'CloudFormation, IAM and EC2 refuse what is too large at deployment, some of it after other stacks have changed. Most of these limits are not raised for anybody.',
  fix: 'Divide the topology, or move workloads to a stack with room by their field part. For a quota that can be raised, record an approval of kind quota with the subject that the finding names and the limit that was granted.',
  source: 'facts/limits.yaml',

  *topology({ topology, asOf }) {
    for (const { path, message } of crowded(topology)) yield { path, message };
    const needs: readonly (readonly [path: string, what: string, needed: number, limit: LimitName])[] = [
      ['workloads', 'gateway roles in one AWS account', Object.keys(topology.workloads).length, 'roles-per-account'],
    ];
    for (const [path, what, needed, limit] of needs) {
      const most = serviceLimit(limit);
      const missing = needed <= most ? undefined : missingGrant(topology, [path], needed, asOf);
      if (missing !== undefined) yield { path, message: `${needed} ${what}; an account starts with ${most}; as of ${asOf}, ${missing}. Subject: ${path}.` };
    }
  },

  *stack(stack) {
    if (stack.app !== 'aws') return;
    const counts: readonly (readonly [string, number, LimitName])[] = [
      ['resources', stack.resources.length, 'stack-resources'],
      ['outputs', Object.keys(record(stack.document['Outputs'])).length, 'stack-outputs'],
      ['bytes', Buffer.byteLength(JSON.stringify(stack.document)), 'template-bytes'],
    ];
    for (const [what, found, limit] of counts) {
      const most = serviceLimit(limit);
      if (found > most) yield { path: stack.origin, stack, message: `${stack.name} has ${found} ${what}. Allowed: ${most}.` };
    }
  },

  *resource(resource) {
    const { type, properties, origin: path, id } = resource;
    const sizes: readonly (readonly [string, unknown, LimitName])[] = [
      ['endpoint policy', type === 'AWS::EC2::VPCEndpoint' ? properties['PolicyDocument'] : undefined, 'endpoint-policy-characters'],
      ['managed policy', type === 'AWS::IAM::ManagedPolicy' ? properties['PolicyDocument'] : undefined, 'managed-policy-characters'],
      ['user data', type === 'AWS::EC2::LaunchTemplate' ? record(properties['LaunchTemplateData'])['UserData'] : undefined, 'user-data-bytes'],
    ];
    for (const [what, value, limit] of sizes) {
      const size = value === undefined ? 0 : Buffer.byteLength(renderedText(value));
      const most = serviceLimit(limit);
      if (size > most) yield { path, resource, message: `The ${what} of ${id} has at least ${size} characters. Allowed: ${most}.` };
    }
  },
};

/** Whether a stack would be too large for the framework to write it. */
export function exceedsStacks(topology: Topology): boolean {
  return crowded(topology).length > 0;
}

interface Crowd {
  readonly path: string;
  readonly message: string;
}

/** Stacks that hold something of more workloads than fit. */
function crowded(topology: Topology): Crowd[] {
  const over = (parts: readonly Part[], most: number, path: string, what: string): Crowd[] =>
    parts
      .filter(({ workloads }) => workloads.length > most)
      .map(({ number, of, workloads }) => ({
        path,
        message: `${what}: stack ${number} of ${of} would hold ${workloads.length} workloads of ${parts.reduce((sum, part) => sum + part.workloads.length, 0)}. Allowed: ${most} a stack.`,
      }));
  return [
    ...over(identityParts(topology), undivided.identity, 'workloads', 'Gateway roles'),
    ...hostsOfKind(topology, 'bedrock').flatMap(([id]) => over(bedrockParts(topology, id), undivided.bedrock, `hosts.${id}`, `Inference profiles of ${id}`)),
    ...sortedEntries(topology.accounts.aws).flatMap(([alias]) => over(financeParts(topology, alias), undivided.finance, `accounts.aws.${alias}`, 'Budgets')),
  ];
}
