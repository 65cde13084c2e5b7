import { isExtended } from '../../derived/extensions.js';
import { imageRegistry } from '../../derived/image-registry.js';
import { inDeclaredRegistry } from '../../derived/landing-zone.js';
import { containersOf } from '../../evidence/containers/containers.js';
import { hostOfResource, subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { dig, type Resource, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/image-source',
  severity: 'fatal',
  title: "Every container image comes from the account's own registry in its region, or from one that the landing zone declares.",
  why: 'A digest says which image it is, not who scanned and approved it. A registry that nobody declared is a source that nobody reviews; on a node without a way to the internet it is also one that no image can be pulled from.',
  fix: "Copy the image into the account's own registry, or declare its registry in landingZone.registries.",
  source: 'NIST SP 800-190, 4.1.5 use of untrusted images',

  *resource(resource, { topology, asOf }) {
    for (const { name, image } of imagesOf(resource)) {
      const allowed = [...own(resource, topology), ...registriesOf(resource, topology)];
      if (allowed.some((registry) => begins(image, registry)) || inDeclaredRegistry(topology, image)) continue;
      if (isExtended(topology, asOf, { kind: 'container', value: name, image, stack: resource.stack.name })) continue;
      yield {
        path: resource.origin,
        resource,
        message: `The image of ${name} in ${resource.id} is ${image}. Allowed: ${[...allowed, ...Object.values(topology.landingZone.registries).map((registry) => `${registry}/`)].join(', ')}.`,
      };
    }
  },

  *topology({ topology }) {
    for (const [id, registry] of Object.entries(topology.landingZone.registries).sort()) {
      const region = /\.dkr\.ecr\.([a-z0-9-]+)\./.exec(registry)?.[1];
      const used = Object.values(topology.networks).some((network) => network.cloud === 'aws' && network.region === region);
      if (region === undefined || used) continue;
      yield {
        path: pathOf('landingZone', 'registries', id),
        message: `${registry} is in ${region}, where no network of this topology is, and no endpoint leads to another region. Allowed: a registry in a region of a network.`,
      };
    }
  },
};

function imagesOf(resource: Resource): readonly { readonly name: string; readonly image: string }[] {
  if (resource.type !== 'AWS::CodeBuild::Project') return containersOf(resource);
  const image = dig(resource.properties, 'Environment', 'Image');
  return image === undefined ? [] : [{ name: resource.id, image: renderedText(image) }];
}

/** Beginning of what is in the account's own registry, or in that of a project of the topology: a machine on Google names its image in full. */
function own({ stack }: Resource, topology: Topology): string[] {
  const { accounts } = topology;
  if (stack.app === 'aws') return [`${stack.account}.dkr.ecr.${stack.region}.\${AWS::URLSuffix}/`, ...ofImageJob(stack, topology)];
  return Object.values(accounts.google).map(({ project }) => `*-docker.pkg.dev/${project}/`);
}

/** The registry that a fleet on Azure names, to which its network has an endpoint and its nodes a right. */
function registriesOf(resource: Resource, topology: Topology): string[] {
  const [, host] = hostOfResource(topology, resource) ?? [];
  return host !== undefined && 'registry' in host ? [`${host.registry.slice(host.registry.lastIndexOf('/') + 1).toLowerCase()}.azurecr.io/`] : [];
}

/** What gateways alone pull from: repositories that the job for images fills. */
function ofImageJob(stack: SynthesizedStack, topology: Topology): string[] {
  const registry = subjectOf(topology, stack)?.kind === 'aws-gateway' ? imageRegistry(topology, stack.region ?? '') : undefined;
  return registry === undefined ? [] : Object.values(registry.repositories).map((repository) => `${registry.host}/${repository}@`);
}

/** `*` is the location of a registry on Google. */
function begins(image: string, registry: string): boolean {
  return image.replace(/^[a-z0-9-]+(?=-docker\.pkg\.dev\/)/, registry.startsWith('*') ? '*' : '$&').startsWith(registry);
}
