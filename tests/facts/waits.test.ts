import { expect, it } from 'vitest';
import { timeouts } from '../../constructs/timeouts.js';
import { defaultWait, longestWait } from '../../facts/waits.js';

// Constructs know no facts, so the limits that they keep are compared here.
it('times of constructs are those that services allow', () => {
  expect(timeouts.imported).toEqual({ function: longestWait('lambda-function'), resource: longestWait('custom-resource') });
  expect(timeouts.googleBackendKeepAlive).toBe(defaultWait('google-backend-keepalive'));
  expect(timeouts.deployment.whole).toBe(longestWait('ecs-service-update'));
  expect(timeouts.ingest.build).toBeLessThanOrEqual(longestWait('codebuild-build'));
  for (const seconds of [timeouts.lifecycle, timeouts.settings.function]) expect(seconds).toBeLessThanOrEqual(longestWait('lambda-function'));
  expect(timeouts.settings.resource).toBeLessThanOrEqual(longestWait('custom-resource'));
});
