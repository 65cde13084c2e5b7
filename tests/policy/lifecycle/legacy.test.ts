import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/lifecycle/legacy.js';
import { topologyFindings } from '../../support/findings.js';
import { topologyWith } from '../../support/topologies.js';

describe(rule.id, () => {
  it('warns of a Bedrock model whose promise has passed, with the notice that is left', () => {
    expect(topologyFindings(rule, [], 'examples/hosted-only.yaml')).toMatchObject([
      {
        severity: 'warning',
        path: 'hosts.us-bedrock.model',
        message:
          'llama-3.3-70b-instruct on bedrock was promised until 2025-12-19; the shortest notice is 45 days (facts/lifecycle.yaml, aws-policy, 2026-09-07).',
      },
    ]);
  });

  it('has nothing to say before that day', () => {
    expect(judge([rule], topologyWith([], 'examples/hosted-only.yaml'), '2025-12-18', {})).toEqual([]);
    expect(judge([rule], topologyWith([], 'examples/hosted-only.yaml'), '2025-12-19', {})).toHaveLength(1);
  });

  it('warns where nothing is promised, and never of weights of your own', () => {
    expect(topologyFindings(rule).map(({ path }) => path)).toEqual(['hosts.us-bedrock.model', 'hosts.dev-foundry.model']);
    expect(topologyFindings(rule, [], 'examples/sovereign.yaml')).toEqual([]);
    expect(topologyFindings(rule, [], 'examples/eu-import.yaml')).toEqual([]);
  });
});
