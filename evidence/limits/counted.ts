import { cloudOfType } from '../../clouds/clouds.js';
import { type Amount, type Holder, holderOf } from '../../derived/amount.js';
import { countLimits } from '../../facts/limits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';

/** Resources of a type together, by limit: per account, per region, or per value of a property. */
export function* counted(stacks: readonly SynthesizedStack[], topology: Topology): Iterable<Amount> {
  const limited = new Map(countLimits().map(({ type }): [string, Resource[]] => [type, []]));
  for (const resource of stacks.flatMap(({ resources }) => resources)) limited.get(resource.type)?.push(resource);
  for (const limit of countLimits()) {
    const groups = new Map<string, { holder: Holder; where: readonly string[]; found: number }>();
    for (const resource of limited.get(limit.type) ?? []) {
      const holder = ownerOf(resource, topology);
      const where = limit.per.slice(1).map((scope) => (scope === 'region' ? (resource.stack.region ?? '') : placeText(resource, scope)));
      const key = [holder.path, holder.name, ...where].join(' ');
      const group = groups.get(key) ?? { holder, where, found: 0 };
      group.found++;
      groups.set(key, group);
    }
    for (const [, { holder, where, found }] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const region = limit.per.some((scope) => scope === 'region' || scope === 'location') ? where : [];
      const name = [holder.name, ...region.map((one) => `in ${one}`)].join(' ');
      yield { limit, found, holder: name, path: holder.path, subject: [holder.path, ...region, limit.limit].join('.') };
    }
  }
}

/** A property as text. One that refers to a resource means something in its own stack only. */
function placeText(resource: Resource, property: string): string {
  const value = renderedText(resource.properties[property]);
  return value.includes('${') ? `${resource.stack.name} ${value}` : value;
}

/** The account of the topology that a resource is in. */
function ownerOf({ stack, type, properties }: Resource, topology: Topology): Holder {
  const { aws, google, azure } = topology.accounts;
  if (stack.app === 'aws') return named('aws', aws, ({ id }) => id === stack.account, stack.account);
  if (cloudOfType(type) === 'azure') {
    const id = dig(stack.document, 'provider', 'azurerm', 'subscription_id');
    return named('azure', azure, ({ subscription }) => subscription === id, id);
  }
  const id = properties['project'] ?? dig(stack.document, 'provider', 'google', 'project');
  if (cloudOfType(type) === 'google') return named('google', google, ({ project }) => project === id, id);
  // state/unreviewed-type reports the type.
  return { name: `The account of ${type}`, path: pathOf('accounts') };
}

function named<T>(cloud: 'aws' | 'google' | 'azure', accounts: Readonly<Record<string, T>>, is: (account: T) => boolean, id: unknown): Holder {
  const alias = sortedEntries(accounts).find(([, account]) => is(account))?.[0];
  return alias === undefined ? { name: `Account ${String(id)}`, path: pathOf('accounts', cloud) } : holderOf(cloud, alias);
}
