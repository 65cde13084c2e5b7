import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import type { LoadedTopology } from '../../topology/load.js';
import { beforeFirstDeployment, withOwnValues } from '../support/own-values.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, topologies } from '../support/topologies.js';

/** What asks for digests that are no documentation's, which no file of the repository has. */
const ofDigests = ['supply-chain/placeholder', 'supply-chain/weights-verified'];

function broken(loaded: LoadedTopology): string[] {
  const judged = judge(rules, loaded, asOf, evidenceOf(loaded)).filter(({ severity }) => severity !== 'warning');
  return judged.filter(({ rule }) => loaded.topology.example || !ofDigests.includes(rule)).map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

describe.each(topologies)('%s with values of its owner', (_, file) => {
  it('breaks no rule: what examples hold in common is nothing that a rule goes by', () => {
    expect(broken(withOwnValues(file))).toEqual([]);
  });

  it('can be deployed for the first time: nothing is asked of hosts that wait for their weights', () => {
    expect(broken(beforeFirstDeployment(file))).toEqual([]);
  });
});
