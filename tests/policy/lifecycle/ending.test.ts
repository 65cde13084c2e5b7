import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/lifecycle/ending.js';
import { topologyFindings } from '../../support/findings.js';
import { topologies, topologyWith } from '../../support/topologies.js';

/** Bedrock ended Llama 3.1 405B on 2026-07-07. */
const on = (day: string) =>
  judge([rule], topologyWith([['release: llama-3.3-70b-instruct', 'release: llama-3.1-405b-instruct']], 'examples/hosted-only.yaml'), day, {}).map(
    ({ severity, message }) => `${severity}: ${message}`,
  );

describe(rule.id, () => {
  it.each(topologies)('has nothing to say of %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it.each([
    ['2026-04-07', []],
    ['2026-04-08', ['warning: llama-3.1-405b-instruct is withdrawn on bedrock on 2026-07-07, in 90 days (as of 2026-04-08).']],
    ['2026-06-06', ['warning: llama-3.1-405b-instruct is withdrawn on bedrock on 2026-07-07, in 31 days (as of 2026-06-06).']],
    ['2026-06-07', ['error: llama-3.1-405b-instruct is withdrawn on bedrock on 2026-07-07, in 30 days (as of 2026-06-07).']],
    ['2026-07-06', ['error: llama-3.1-405b-instruct is withdrawn on bedrock on 2026-07-07, in 1 day (as of 2026-07-06).']],
    // From its day on it is refused as retired.
    ['2026-07-07', []],
  ])('on %s says %j', (day, said) => {
    expect(on(day)).toEqual(said);
  });
});
