import { errorFields, log } from '../process/log.js';
import type { Fetch, Fetched } from './fetched.js';

/** Milliseconds. What has no end is looked at again this often, so that a rotated key arrives while the old one is still taken. */
const lookAgain = 300_000;
/** Pause after a failure: doubled up to the longest. */
const firstPause = 2_000;
const longestPause = 60_000;

export interface Clock {
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** From 0 to 1. */
  random(): number;
}

/**
 * Keeps one credential fetched: writes what it gets, and fetches the next at two thirds of its life, a little earlier or later each time, so that tasks
 * that started together do not ask together. While it cannot be fetched the last one stays written, and its end is reported. Never ends.
 */
export async function renew(name: string, fetch: Fetch, write: (value: string) => void, clock: Clock): Promise<never> {
  let pause = firstPause;
  let last: Fetched | undefined;
  for (;;) {
    try {
      const next = await fetch();
      const changed = next.value !== last?.value;
      if (changed) write(next.value);
      last = next;
      pause = firstPause;
      const wait = untilNext(next, clock);
      if (changed) log('info', 'credential written', { credential: name, renewedInSeconds: Math.round(wait / 1_000) });
      await clock.wait(wait);
    } catch (error) {
      const over = last !== undefined && last.expires !== 'none' && last.expires.getTime() <= clock.now();
      log(over ? 'error' : 'warning', 'credential not fetched', { credential: name, over, ...errorFields(error) });
      await clock.wait(spread(pause, clock));
      pause = Math.min(2 * pause, longestPause);
    }
  }
}

function untilNext({ expires }: Fetched, clock: Clock): number {
  // One that has hardly begun, or ended by a wrong clock, is not asked for in a loop.
  return expires === 'none' ? spread(lookAgain, clock) : Math.max(firstPause, spread(((expires.getTime() - clock.now()) * 2) / 3, clock));
}

/** Up to a twentieth more or less. */
function spread(milliseconds: number, clock: Clock): number {
  return milliseconds * (0.95 + 0.1 * clock.random());
}
