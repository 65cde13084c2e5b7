import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/lifecycle/retires-before-migration.js';
import { topologyFindings } from '../../support/findings.js';
import { topologies, topologyWith } from '../../support/topologies.js';

const file = 'examples/hosted-only.yaml';
const on = (day: string) => judge([rule], topologyWith([['release: llama-3.3-70b-instruct', 'release: llama-3.1-405b-instruct']], file), day, {});

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, name) => {
    expect(topologyFindings(rule, [], name)).toEqual([]);
  });

  it('refuses a model that goes before its workloads could, at each route', () => {
    expect(on('2026-04-08')).toEqual([]);
    const found = on('2026-04-09');
    expect(found).toHaveLength(3);
    expect(found[0]).toMatchObject({
      severity: 'error',
      file,
      path: expect.stringMatching(/^workloads\..*\.route\[0\]$/),
      message: expect.stringMatching(
        /^llama-3\.1-405b-instruct on us-bedrock is withdrawn on 2026-07-07, in 89 days \(as of 2026-04-09\), and .* takes 90 to move\.$/,
      ),
    });
  });

  it('leaves what has ended to the rule on retired models', () => {
    expect(on('2026-07-07')).toEqual([]);
  });
});
