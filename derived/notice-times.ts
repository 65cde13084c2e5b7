import { blocksOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';

const hour = 3_600_000;
/** Before EC2 ends the first instances of a block, at 11:00 UTC of its last day: people are told two weeks, three days and an hour ahead. */
const ahead = [14 * 24 * hour, 3 * 24 * hour, hour];

/**
 * When something in a stack of a kind may run by the clock, as EventBridge Scheduler writes it: looks at model lifecycles, statements of costs, and notices of
 * the ends of declared blocks. What looks every few hours is not let wait for the end of a block.
 */
export function scheduleExpressions(topology: Topology, kind?: string): readonly string[] {
  if (kind === 'aws-lifecycle') return ['rate(6 hours)'];
  if (kind === 'aws-allocated-cost') return ['rate(12 hours)'];
  const ends = Object.values(topology.hosts).flatMap((host) => blocksOf(host).map(({ end }) => Date.parse(`${end}T11:00:00Z`)));
  const notices = ends.flatMap((end) => ahead.map((before) => new Date(end - before)));
  return [
    'rate(6 hours)',
    ...(topology.finance.allocation === undefined ? [] : ['rate(12 hours)']),
    ...notices.map((at) => `cron(0 ${at.getUTCHours()} ${at.getUTCDate()} ${at.getUTCMonth() + 1} ? *)`),
  ];
}
