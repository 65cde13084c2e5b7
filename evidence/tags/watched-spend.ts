import { rowOf } from '../../catalogue/rows.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import { type BudgetCloud, isBudgetCloud, watchesCosts } from '../../derived/shared-costs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';
import { carriedTags } from './carried-tags.js';

/** Resources of one account that carry one value of the tag `workload`, and may be on its bill under it. */
export interface TaggedSpend {
  readonly cloud: BudgetCloud;
  readonly account: string;
  readonly workload: string;
  readonly resources: readonly Resource[];
}

/** What carries a value of the tag `workload` that no budget of its account counts. Accounts whose budgets are another's are left out. */
export function unwatchedSpend(topology: Topology, stacks: readonly SynthesizedStack[]): TaggedSpend[] {
  const counted = new Set(stacks.flatMap((stack) => stack.resources).flatMap((resource) => countedBy(topology, resource)));
  return taggedSpend(topology, stacks).filter(
    ({ cloud, account, workload }) => !counted.has(`${cloud} ${account} ${workload}`) && !counted.has(`${cloud} ${account} ${everything}`),
  );
}

function taggedSpend(topology: Topology, stacks: readonly SynthesizedStack[]): TaggedSpend[] {
  const found = new Map<string, TaggedSpend & { resources: Resource[] }>();
  for (const stack of stacks) {
    const place = stackPlace(topology, stack.name);
    // What has no budgets here is watched at its provider: the README of the kind says how.
    if (place === undefined || !isBudgetCloud(place.cloud) || !watchesCosts(topology, place.cloud, place.alias)) continue;
    const { cloud } = place;
    for (const resource of stack.resources.filter(({ type }) => mayBeBilled(type))) {
      for (const workload of new Set(carriedTags(resource).map(({ tags }) => String(tags['workload'] ?? '')))) {
        if (workload === '') continue;
        const key = `${place.cloud} ${place.alias} ${workload}`;
        const entry = found.get(key) ?? { cloud, account: place.alias, workload, resources: [] };
        found.set(key, entry);
        entry.resources.push(resource);
      }
    }
  }
  return [...found.values()];
}

/** A type without a row is a finding of its own. */
function mayBeBilled(type: string): boolean {
  const tags = rowOf(type)?.tags;
  return tags !== undefined && tags.kind !== 'none' && !(tags.kind === 'property' && tags.bill === 'free');
}

const everything = '*';

/** Cloud, account and value of the tag that a budget counts; nothing for a filter of another form than those that are emitted. */
function countedBy(topology: Topology, { type, properties, stack }: Resource): string[] {
  const place = stackPlace(topology, stack.name);
  if (place === undefined) return [];
  const counts = (values: readonly unknown[]) => values.map((value) => `${place.cloud} ${place.alias} ${String(value)}`);
  switch (type) {
    case 'AWS::Budgets::Budget':
      return counts(tagValues(record(dig(properties, 'Budget', 'FilterExpression', 'Tags')), 'Key', 'Values'));
    case 'databricks_budget': {
      const { workspace_id: within, tags } = blocks(properties['filter'])[0] ?? {};
      const workspace = topology.accounts.databricks[place.alias]?.workspaceId;
      if (blocks(within).some((one) => [one['values']].flat().join() !== workspace)) return [];
      return counts(blocks(tags).flatMap((tag) => tagValues({ name: tag['key'], values: dig(tag, 'value', 'values') }, 'name', 'values')));
    }
    case 'azurerm_consumption_budget_subscription':
      return counts(
        blocks(properties['filter'])
          .flatMap(({ tag }) => blocks(tag))
          .flatMap((tag) => tagValues(tag, 'name', 'values')),
      );
    case 'google_billing_budget': {
      const { projects, labels, ...rest } = blocks(properties['budget_filter'])[0] ?? {};
      const number = topology.accounts.google[place.alias]?.number;
      if ([projects].flat().join() !== `projects/${number}` || Object.keys(rest).length > 0) return [];
      return counts(labels === undefined ? [everything] : tagValues({ name: 'workload', values: [record(labels)['workload']] }, 'name', 'values'));
    }
    default:
      return [];
  }
}

function tagValues(tag: Readonly<Record<string, unknown>>, name: string, values: string): unknown[] {
  return tag[name] === 'workload' ? [tag[values]].flat().filter((value) => value !== undefined) : [];
}
