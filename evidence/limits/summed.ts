import { organizationPolicyLimit, serviceLimit } from '../../facts/limits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { subjectPath } from '../synthesized/host-of-resource.js';
import { blocks, type Resource, type SynthesizedStack } from '../synthesized/stack.js';
import type { EmittedAmount } from './emitted-amount.js';
import { sizeOf, textOf } from './size-of.js';

/** What several resources of CloudFormation stacks add up to: policies of a role, and of an account of the organization. */
export function* summed(stacks: readonly SynthesizedStack[], topology: Topology): Iterable<EmittedAmount> {
  const resources = stacks.filter(({ app }) => app === 'aws').flatMap((stack) => stack.resources);
  yield* ofRoles(resources, topology);
  yield* ofTargets(resources, topology);
}

interface Role {
  readonly path: string;
  readonly resource: Resource;
  inline: number;
  attached: number;
}

function* ofRoles(resources: readonly Resource[], topology: Topology): Iterable<EmittedAmount> {
  const roles = new Map<string, Role>();
  const size = (document: unknown, { stack }: Resource) => sizeOf(document, 'visible', stack, topology);
  for (const resource of resources.filter(({ type }) => type === 'AWS::IAM::Role')) {
    roles.set(roleKey({ Ref: resource.id }, resource, topology), {
      path: resource.origin,
      resource,
      inline: blocks(resource.properties['Policies']).reduce((sum, { PolicyDocument }) => sum + size(PolicyDocument, resource), 0),
      attached: [resource.properties['ManagedPolicyArns'] ?? []].flat().length,
    });
  }
  for (const resource of resources.filter(({ type }) => /^AWS::IAM::(Managed)?Policy$/.test(type))) {
    for (const name of [resource.properties['Roles'] ?? []].flat()) {
      const key = roleKey(name, resource, topology);
      const role = roles.get(key) ?? { path: resource.origin, resource, inline: 0, attached: 0 };
      if (resource.type === 'AWS::IAM::Policy') role.inline += size(resource.properties['PolicyDocument'], resource);
      else role.attached++;
      roles.set(key, role);
    }
  }
  for (const [key, { path, resource, inline, attached }] of [...roles].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const holder = `Role ${key.split(' ').at(-1)}`;
    for (const [name, found] of [['inline-policy-characters', inline] as const, ['managed-policies-per-role', attached] as const]) {
      yield { limit: serviceLimit(name), found, holder, path, resource, subject: `${subjectPath(topology, resource.stack)}.${name}` };
    }
  }
}

/** A role by account and name. One that CloudFormation names is known in its own stack only. */
function roleKey(name: unknown, { stack }: Resource, topology: Topology): string {
  const known = textOf(name, stack, topology);
  return known.includes('${') ? `${stack.name} ${known}` : `${stack.account} ${known}`;
}

/** Policies of one type on one account of the organization. */
function* ofTargets(resources: readonly Resource[], topology: Topology): Iterable<EmittedAmount> {
  const policies = resources.filter(({ type }) => type === 'AWS::Organizations::Policy');
  const targets = new Set(policies.flatMap(({ properties }) => [properties['TargetIds'] ?? []].flat().map(String)));
  for (const target of [...targets].sort()) {
    const on = policies.filter(({ properties }) => [properties['TargetIds'] ?? []].flat().map(String).includes(target));
    for (const type of [...new Set(on.map(({ properties }) => String(properties['Type'])))].sort()) {
      const size = organizationPolicyLimit(type);
      const [first] = on;
      if (size === undefined || first === undefined) continue;
      const limit = { ...size, limit: `${type}-per-account`, what: `policies of type ${type}`, most: size.perAccount };
      const alias = Object.entries(topology.accounts.aws).find(([, { id }]) => id === target)?.[0];
      const found = on.filter(({ properties }) => properties['Type'] === type).length;
      yield {
        limit,
        found,
        holder: `Account ${alias ?? target}`,
        path: first.origin,
        resource: first,
        subject: `${subjectPath(topology, first.stack)}.${type}-per-account`,
      };
    }
  }
}
