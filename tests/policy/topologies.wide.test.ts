import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../support/topologies.js';

describe.each(topologies)('%s', (_, file) => {
  it('breaks no rule: warnings only', () => {
    const loaded = topologyWith([], file);
    const found = judge(rules, loaded, asOf, evidenceOf(loaded)).filter(({ severity }) => severity !== 'warning');
    expect(found).toEqual([]);
  });
});
