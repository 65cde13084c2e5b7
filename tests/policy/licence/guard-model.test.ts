import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/guard-model.js';
import { findings, topologyFindings } from '../../support/findings.js';

const sovereign = 'examples/sovereign.yaml';

describe(rule.id, () => {
  it('accepts a Llama Guard beside the route', () => {
    expect(findings(rule, [], sovereign)).toEqual([]);
  });

  it('refuses an ordinary model as guard', () => {
    expect(findings(rule, [['    guard: screen', '    guard: fleet']], sovereign)).toMatchObject([
      { severity: 'error', path: 'workloads.case-files.guard', message: 'fleet serves llama-3.3-70b-instruct, which is no Llama Guard.' },
    ]);
  });

  it('refuses a Llama Guard that answers users', () => {
    expect(findings(rule, [['    route: [fleet]', '    route: [fleet, screen]']], sovereign)).toMatchObject([
      { path: 'workloads.case-files.route[1]', message: expect.stringContaining('llama-guard-3-8b') },
    ]);
  });

  it('refuses a Llama Guard that is to take over at an endpoint', () => {
    const next = topologyFindings(rule, [
      ['\nmodels:\n', '\nmodels:\n  taking-over: {release: llama-guard-3-8b, precision: bf16}\n'],
      ['    endpoint: private-psc\n', '    endpoint: private-psc\n    next: {model: taking-over}\n'],
    ]);
    expect(next).toMatchObject([{ message: 'grounding serves llama-guard-3-8b, which classifies and does not answer.' }]);
  });

  it('refuses a guard that is not self-hosted', () => {
    expect(
      findings(rule, [['    route: [us-bedrock]\n    owner: sales-systems', '    route: [us-bedrock]\n    guard: us-bedrock\n    owner: sales-systems']]),
    ).toMatchObject([
      { path: 'workloads.variable.guard', message: expect.stringContaining('Allowed: self-hosted') },
      { path: 'workloads.variable.guard', message: expect.stringContaining('no Llama Guard') },
    ]);
  });
});
