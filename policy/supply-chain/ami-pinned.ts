import { nodeImageParameter } from '../../facts/serving.js';
import { hostsOfKind } from '../../topology/views.js';
import { renderedText } from '../rendered-text.js';
import type { Rule } from '../rule.js';
import { hostOfPath } from '../stack-scope.js';
import { dig, type Resource } from '../synthesized.js';

export const rule: Rule = {
  id: 'supply-chain/ami-pinned',
  severity: 'error',
  title: 'Nodes boot a machine image that only a change of this topology can replace.',
  why: 'A parameter such as `…/recommended/image_id` means another image every few weeks. A node that is replaced at night then runs drivers that nobody has tested with this fleet, and the change appears in no diff.',
  fix: 'Set nodeImage to the full release name of an ECS GPU image, such as al2023-ami-ecs-gpu-hvm-<version>-kernel-<version>-x86_64-ebs. `aws ssm get-parameters-by-path --path /aws/service/ecs/optimized-ami/amazon-linux-2023/gpu` lists them.',
  source: 'Amazon ECS developer guide, retrieving ECS-optimized AMI metadata',

  *topology({ topology }) {
    for (const [id, host] of hostsOfKind(topology, 'self-hosted')) {
      if (host.cloud !== 'aws' || nodeImageParameter(host.nodeImage) !== undefined) continue;
      yield { path: `hosts.${id}.nodeImage`, message: `${host.nodeImage} is no release of a known node image, so which image nodes boot is not pinned.` };
    }
  },

  *resource(resource, { topology }) {
    const image = imageOf(resource);
    const [id, host] = hostOfPath(topology, resource.origin) ?? [];
    if (image === undefined || pinned(image)) return;
    const selfHosted = host?.kind === 'self-hosted';
    // The topology's own line has been named already.
    if (selfHosted && nodeImageParameter(host.nodeImage) === undefined) return;
    yield {
      path: selfHosted ? `hosts.${id}.nodeImage` : resource.origin,
      resource,
      message: `${resource.id} boots ${image}. Allowed: an AMI id, or an SSM parameter of one release (or with a version).`,
    };
  },
};

const fields: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::LaunchTemplate': ['LaunchTemplateData', 'ImageId'],
  'AWS::EC2::Instance': ['ImageId'],
  'AWS::AutoScaling::LaunchConfiguration': ['ImageId'],
};

/** What a resource boots; a template parameter is followed to the SSM parameter that it reads. */
function imageOf(resource: Resource): string | undefined {
  const keys = fields[resource.type];
  if (keys === undefined) return undefined;
  const value = dig(resource.properties, ...keys);
  const reference = dig(value, 'Ref');
  const parameter = typeof reference === 'string' ? dig(resource.stack.document, 'Parameters', reference) : undefined;
  return parameter === undefined ? renderedText(value ?? 'no image') : `resolve:ssm:${renderedText(dig(parameter, 'Default') ?? reference)}`;
}

function pinned(image: string): boolean {
  if (/^ami-[0-9a-f]{8,17}$/.test(image)) return true;
  const [, parameter = ''] = /^(?:\{\{)?resolve:ssm:([^}]+)(?:\}\})?$/.exec(image) ?? [];
  if (/\/(recommended|latest)(\/|$)/.test(parameter.replace(/:\d+$/, ''))) return false;
  return /:\d+$/.test(parameter) || parameter.split('/').some((part) => nodeImageParameter(part) === parameter);
}
