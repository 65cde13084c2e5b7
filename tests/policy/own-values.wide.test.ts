import { describe, expect, it } from 'vitest';
import { brokenRules } from '../support/broken-rules.js';
import { beforeFirstDeployment, withOwnValues } from '../support/own-values.js';
import { topologies } from '../support/topologies.js';

describe.each(topologies)('%s with values of its owner', (_, file) => {
  it('breaks no rule: what examples hold in common is nothing that a rule goes by', () => {
    expect(brokenRules(withOwnValues(file))).toEqual([]);
  });

  it('can be deployed for the first time: nothing is asked of hosts that wait for their weights', () => {
    expect(brokenRules(beforeFirstDeployment(file))).toEqual([]);
  });
});
