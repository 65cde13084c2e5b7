import { describe, expect, it } from 'vitest';
import { type Credentials, keptCredentials } from '../../../runtime/gateway/aws/kept-credentials.js';
import type { Fetched } from '../../../runtime/gateway/tokens/fetched.js';
import { renew } from '../../../runtime/gateway/tokens/renewal.js';
import { logged } from './logged.js';

const log = logged();

/** Runs a renewal over answers that are given one after the other, and tells what was waited for and written. */
async function run(answers: readonly (Fetched | Error)[], random = 0.5) {
  const waits: number[] = [];
  const written: string[] = [];
  let now = 0;
  let next = 0;
  const over = new Error('no more answers');
  const fetch = async () => {
    const answer = answers[next++];
    if (answer instanceof Error || answer === undefined) throw answer ?? over;
    return answer;
  };
  const clock = {
    now: () => now,
    random: () => random,
    wait: async (milliseconds: number) => {
      waits.push(Math.round(milliseconds));
      now += milliseconds;
      if (next > answers.length) throw over;
    },
  };
  await renew('a.vertex', fetch, (value) => void written.push(value), clock).catch((error) => {
    if (error !== over) throw error;
  });
  return { waits, written };
}

const until = (value: string, seconds: number): Fetched => ({ value, expires: new Date(seconds * 1_000) });

describe('a token', () => {
  it('is fetched again at two thirds of its life, a little earlier or later each time', async () => {
    expect((await run([until('one', 3_600)])).waits[0]).toBe(2_400_000);
    expect((await run([until('one', 3_600)], 0)).waits[0]).toBe(2_280_000);
    expect((await run([until('one', 3_600)], 1)).waits[0]).toBe(2_520_000);
  });

  it('that has no end is looked at every five minutes, and written when it is another', async () => {
    const key = (value: string): Fetched => ({ value, expires: 'none' });
    const { waits, written } = await run([key('old'), key('old'), key('new')]);
    expect(waits.slice(0, 3)).toEqual([300_000, 300_000, 300_000]);
    expect(written).toEqual(['old', 'new']);
  });

  it('that ended already is not asked for in a loop', async () => {
    expect((await run([until('one', 0)])).waits[0]).toBe(2_000);
  });

  it('that cannot be fetched stays as it was; pauses grow to a minute, and its end is an error', async () => {
    const failures = Array.from({ length: 7 }, () => new Error('token-of-google'));
    const { waits, written } = await run([until('one', 60), ...failures]);
    expect(waits.slice(0, 8)).toEqual([40_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    expect(written).toEqual(['one']);
    const levels = log()
      .split('\n')
      .filter((line) => line.includes('not fetched'))
      .map((line) => JSON.parse(line).level);
    expect(levels.slice(0, 5)).toEqual(['warning', 'warning', 'warning', 'warning', 'error']);
    expect(log()).not.toContain('token-of-google');
  });
});

describe('credentials of a role', () => {
  const minutes = (count: number) => count * 60_000;
  const until = (end: number): Credentials => ({ accessKeyId: `until ${end}`, secretAccessKey: 's', sessionToken: 't', expiration: new Date(end) });

  it('are fetched once for all who ask together, and again at two thirds of their life', async () => {
    let now = 0;
    let fetches = 0;
    const credentials = keptCredentials(
      async () => {
        fetches += 1;
        return until(now + minutes(60));
      },
      () => now,
    );
    await Promise.all([credentials(), credentials()]);
    now = minutes(39);
    await credentials();
    expect(fetches).toBe(1);
    now = minutes(41);
    // In the background: those at hand are good for nineteen minutes more.
    expect((await credentials()).expiration.getTime()).toBe(minutes(60));
    expect(fetches).toBe(2);
    expect((await credentials()).expiration.getTime()).toBe(minutes(101));
  });

  it('are given out until a minute before their end, whatever becomes of the renewal; then its error is told', async () => {
    let now = 0;
    let failing = false;
    const credentials = keptCredentials(
      async () => {
        if (failing) throw new Error('no');
        return until(now + minutes(60));
      },
      () => now,
    );
    await credentials();
    failing = true;
    now = minutes(58);
    expect((await credentials()).expiration.getTime()).toBe(minutes(60));
    now = minutes(59.5);
    await expect(credentials()).rejects.toThrow('no');
    failing = false;
    expect((await credentials()).expiration.getTime()).toBe(minutes(119.5));
  });
});
