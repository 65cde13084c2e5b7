import { azureMachines, googleMachines, machineMetadata } from '../../evidence/scripts/cloud-init.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig, type Resource } from '../../evidence/synthesized/stack.js';
import { nodeImageParameter } from '../../facts/serving.js';
import { cloudOf, type Host } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/ami-pinned',
  severity: 'error',
  title: 'Nodes boot a machine image that only a change of this topology can replace.',
  why: 'A parameter such as `…/recommended/image_id` means another image every few weeks. A node that is replaced at night then runs drivers that were never tested with this fleet, and the change appears in no diff.',
  fix: 'Set nodeImage to the full release name of an ECS GPU image, such as al2023-ami-ecs-gpu-hvm-<version>-kernel-<version>-x86_64-ebs. `aws ssm get-parameters-by-path --path /aws/service/ecs/optimized-ami/amazon-linux-2023/gpu` lists them.',
  source: 'Amazon ECS developer guide, retrieving ECS-optimized AMI metadata',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const nodes = traitsOf(host).nodes(host);
      if (nodes === 'none' || nodes.image !== 'unknown') continue;
      yield {
        path: pathOf('hosts', id, 'nodeImage'),
        message: `${nodes.release} is no release of a node image that the facts know, so which image nodes boot is not pinned.`,
        ...fixOf(host),
      };
    }
  },

  *resource(resource, { topology }) {
    const [id = '', host] = hostOfResource(topology, resource) ?? [];
    // The topology's own line has been named already.
    const nodes = host === undefined ? 'none' : traitsOf(host).nodes(host);
    if (nodes !== 'none' && nodes.image === 'unknown') return;
    if (googleMachines.has(resource.type)) {
      const path = nodes !== 'none' ? pathOf('hosts', id, 'nodeImage') : resource.origin;
      for (const message of movingImage(resource)) yield { path, resource, message, fix: googleFix };
      return;
    }
    if (azureMachines.has(resource.type)) {
      const version = renderedText(dig(resource.properties, 'source_image_reference', 'version') ?? 'no version');
      if (!/^\d+(\.\d+)+$/.test(version))
        yield { path: resource.origin, resource, message: `${resource.id} boots ${version} of its image. Allowed: one version, in numbers.`, fix: azureFix };
      return;
    }
    const image = imageOf(resource);
    if (image === undefined || pinned(image)) return;
    yield {
      path: nodes !== 'none' ? pathOf('hosts', id, 'nodeImage') : resource.origin,
      resource,
      message: `${resource.id} boots ${image}. Allowed: an AMI id, or an SSM parameter of one release (or with a version).`,
    };
  },
};

const azureFix =
  'Set nodeImage to one version, such as 22.04.2026082801. `az vm image list --publisher microsoft-dsvm --offer ubuntu-hpc --sku 2204 --all` lists them.';

function fixOf(host: Host): { readonly fix?: string } {
  const cloud = cloudOf(host);
  return cloud === 'google' ? { fix: googleFix } : cloud === 'azure' ? { fix: azureFix } : {};
}

const googleFix =
  'Set nodeImage to the full name of an image, such as cos-125-19216-395-112. `gcloud compute images list --project=cos-cloud --no-standard-images` lists them.';

/** Why a Google machine may come to run another image than the one named. */
function* movingImage(resource: Resource): Iterable<string> {
  const boots = blocks(resource.properties['disk'] ?? resource.properties['boot_disk']).filter(({ boot }) => boot !== false);
  for (const disk of boots) {
    const image = renderedText(disk['source_image'] ?? dig(disk, 'initialize_params', 'image') ?? 'no image');
    if (!/^(https:\/\/[^/]+\/compute\/v1\/)?projects\/[^/]+\/global\/images\/[a-z][a-z0-9-]*$/.test(image))
      yield `${resource.id} boots ${image}. Allowed: one image by name, projects/<project>/global/images/<image>.`;
    else if (image.includes('/cos-cloud/') && machineMetadata(resource)['cos-update-strategy'] !== 'update_disabled')
      yield `${resource.id} lets Container-Optimized OS update itself. Allowed: metadata cos-update-strategy = update_disabled.`;
  }
}

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
