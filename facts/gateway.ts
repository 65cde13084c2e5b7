/** What the gateway is made of and what its parts cost. Source: gateway.yaml. */
import { type Row, table } from './read.js';

/** Size of a task, and how busy scaling keeps it. */
export function gatewayTaskSize(): Row<'gateway', 'task'> {
  return only('task');
}

/** What its processors count against. */
export function gatewayQuota(): Row<'gateway', 'quota'> {
  return only('quota');
}

/** How many days old an image may be before rules speak, and how loudly; the oldest first. */
export function imageAges(): readonly Row<'gateway', 'imageAge'>[] {
  return [...table('gateway', 'imageAge')].sort((a, b) => b.days - a.days);
}

/** Severities, as ECR names them, of which an image that is recorded has no finding. */
export function refusedFindings(): readonly string[] {
  return table('gateway', 'refusedFindings').map(({ severity }) => severity);
}

/** Processor time of a part for a request or a chunk, in milliseconds: that with the most requests at once, as at the busiest minute. */
export function gatewayMilliseconds(part: Row<'gateway', 'measured'>['part'], what: Row<'gateway', 'measured'>['what']): number {
  const [busiest] = table('gateway', 'measured')
    .filter((row) => row.part === part && row.what === what)
    .sort((a, b) => b.concurrency - a.concurrency);
  if (busiest === undefined) throw new Error(`facts/gateway.yaml has no row for a ${what} of ${part}`);
  return busiest.milliseconds;
}

function only<List extends 'task' | 'quota'>(list: List): Row<'gateway', List> {
  const [row] = table('gateway', list);
  if (row === undefined) throw new Error(`facts/gateway.yaml has no row in \`${list}\``);
  return row;
}
