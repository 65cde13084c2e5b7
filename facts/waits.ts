/** Longest times that services allow, and how long clouds take to settle. Source: waits.yaml. Seconds. */
import { type Row, table } from './read.js';

export type Wait = Row<'waits', 'longest'>['wait'];
export type Settling = Row<'waits', 'settling'>['what'];

/** Longest that a service waits or lets run, whatever it is asked for. */
export function longestWait(wait: Wait): number {
  return secondsOf(wait, 'longest');
}

/** How long a service waits where nothing is said, or nothing can be. */
export function defaultWait(wait: Wait): number {
  return secondsOf(wait, 'defaults');
}

/** What forgets silent TCP connections between clouds, callers and hosts. */
export function networkIdles(): readonly Row<'waits', 'networks'>[] {
  return table('waits', 'networks');
}

/** After how much silence one of them forgets a connection. */
export function networkIdle(network: Row<'waits', 'networks'>['network']): number {
  const row = networkIdles().find((one) => one.network === network);
  if (row === undefined) throw new Error(`facts/waits.yaml has no networks ${network}`);
  return row.seconds;
}

/** Until what a cloud has confirmed is known everywhere: a provider returns before that, and offers no setting that waits. */
export function settlingSeconds(what: Settling): number {
  const row = table('waits', 'settling').find((one) => one.what === what);
  if (row === undefined) throw new Error(`facts/waits.yaml has no settling ${what}`);
  return row.seconds;
}

function secondsOf(wait: Wait, list: 'longest' | 'defaults'): number {
  const row = table('waits', list).find((one) => one.wait === wait);
  if (row === undefined) throw new Error(`facts/waits.yaml has no ${list} ${wait}`);
  return row.seconds;
}
