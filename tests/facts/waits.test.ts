import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { timeouts } from '../../constructs/timeouts.js';
import { defaultWait, longestWait, networkIdles } from '../../facts/waits.js';

// Constructs know no facts, so the limits that they keep are compared here.
it('times of constructs are those that services allow', () => {
  expect(timeouts.imported).toEqual({ function: longestWait('lambda-function'), resource: longestWait('custom-resource') });
  expect(timeouts.googleBackendKeepAlive).toBe(defaultWait('google-backend-keepalive'));
  expect(timeouts.deployment.whole).toBe(longestWait('ecs-service-update'));
  expect(timeouts.ingest.build).toBeLessThanOrEqual(longestWait('codebuild-build'));
  for (const seconds of [timeouts.lifecycle, timeouts.settings.function]) expect(seconds).toBeLessThanOrEqual(longestWait('lambda-function'));
  expect(timeouts.settings.resource).toBeLessThanOrEqual(longestWait('custom-resource'));
});

it('a silent connection to a host is probed, and given up, before any network forgets it', () => {
  const shortest = Math.min(...networkIdles().map(({ seconds }) => seconds));
  const { after, interval, probes } = timeouts.gateway.probe;
  expect(after + interval * probes).toBeLessThan(shortest);
  // Of the first probes one may be lost: the next still comes in time.
  expect(probes).toBeGreaterThan(1);
  expect(timeouts.gateway.keepAlive).toBeLessThan(shortest);
});

it('docs/timeouts.md names every network that forgets, after how long, and what nobody confirmed', () => {
  const page = readFileSync('docs/timeouts.md', 'utf8');
  for (const { network, seconds, confidence } of networkIdles()) {
    const row = page.split('\n').find((line) => line.includes(`| \`${network}\` | ${seconds} |`)) ?? expect.fail(`no row of ${network} with ${seconds}`);
    expect([network, row.includes('unconfirmed:')]).toEqual([network, confidence === 'unconfirmed']);
  }
});
