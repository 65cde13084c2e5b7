import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/lifecycle/retired.js';
import { findings } from '../../support/findings.js';
import { topologyWith } from '../../support/topologies.js';

const with405: [string, string] = ['release: llama-3.3-70b-instruct\n    precision: fp8', 'release: llama-3.1-405b-instruct\n    precision: fp8'];

describe(rule.id, () => {
  it('accepts models that are still served', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses Llama 3.1 405B on Bedrock and Azure, and leaves the self-hosted one alone', () => {
    const found = judge([rule], topologyWith([with405]), '2026-11-24', {});
    expect(found.map(({ path, message }) => [path, message])).toEqual([
      ['hosts.us-bedrock.model', expect.stringContaining('2026-07-07')],
      ['hosts.dev-foundry.model', expect.stringContaining('2026-06-13')],
    ]);
  });

  it('judges by the day it is asked about', () => {
    expect(judge([rule], topologyWith([with405]), '2026-06-30', {}).map(({ path }) => path)).toEqual(['hosts.dev-foundry.model']);
    expect(judge([rule], topologyWith([with405]), '2026-06-01', {})).toEqual([]);
  });
});
