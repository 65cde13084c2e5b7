import { costTags, displayedValues } from '../derived/cost-tags.js';
import type { Topology } from '../topology/schema/topology.js';

/** What has to be activated for costs to be told apart by tag, how, and what values stand for. `from`: first day that AWS is asked to fill in. */
export function costTagsText(topology: Topology, from: string): string {
  const statuses = costTags().map((key) => `TagKey=${key},Status=Active`);
  const shown = displayedValues(topology);
  const width = Math.max(...shown.map(({ key, value }) => key.length + value.length + 1));
  return [
    'To be activated in the account that receives the bill, once a resource with them is a day old:',
    ...costTags().map((key) => `  ${key}`),
    '',
    `aws ce update-cost-allocation-tags-status --cost-allocation-tags-status ${statuses.join(' ')}`,
    `aws ce start-cost-allocation-tag-backfill --backfill-from ${from}T00:00:00Z`,
    'aws ce list-cost-allocation-tags --status Active > active.json',
    '',
    'What values stand for:',
    ...shown.map(({ key, value, original }) => `  ${`${key}=${value}`.padEnd(width)}  ${original}`),
  ].join('\n');
}
