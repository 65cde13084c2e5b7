import { setTimeout as pause } from 'node:timers/promises';
import type { Subject } from './subject.js';

/** One thing that must hold of a running gateway. */
export interface Scenario {
  readonly name: string;
  /** What is wrong; `none here` where the zone has nothing to judge by it. */
  readonly judge: (subject: Subject) => Promise<readonly string[] | 'none here'>;
}

/** A finding where two values differ. */
export function differs(what: string, received: unknown, expected: unknown): string[] {
  const [a, b] = [JSON.stringify(received), JSON.stringify(expected)];
  return a === b ? [] : [`${what}: received ${a}. Expected: ${b}.`];
}

/** A finding where something does not hold. */
export const holds = (condition: boolean, finding: string): string[] => (condition ? [] : [finding]);

/** Judges each of some things in turn; none at all is `none here`. */
export async function each<T>(things: readonly T[], judge: (thing: T) => Promise<readonly string[]>): Promise<string[] | 'none here'> {
  if (things.length === 0) return 'none here';
  const findings: string[] = [];
  for (const thing of things) findings.push(...(await judge(thing)));
  return findings;
}

/** Judges things, so many at a time. */
export async function inTurns<T>(things: readonly T[], atOnce: number, judge: (thing: T) => Promise<readonly string[]>): Promise<string[]> {
  const findings: string[] = [];
  const waiting = [...things];
  const turn = async () => {
    for (let thing = waiting.shift(); thing !== undefined; thing = waiting.shift()) findings.push(...(await judge(thing)));
  };
  await Promise.all(Array.from({ length: atOnce }, turn));
  return findings;
}

/** Waits until something holds; false where it does not within a time that is long even on a busy machine. */
export async function until(look: () => boolean | Promise<boolean>, longestMs = 60_000): Promise<boolean> {
  for (const start = performance.now(); !(await look()); await pause(20)) if (performance.now() - start > longestMs) return false;
  return true;
}
