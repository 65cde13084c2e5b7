import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import type { LoadedTopology } from '../../topology/load.js';
import { evidenceOf } from './synthesized.js';
import { asOf } from './topologies.js';

/** What asks for digests that are no documentation's, which no file of the repository has. */
const ofDigests = ['supply-chain/placeholder', 'supply-chain/weights-verified'];

/** What would stop a topology that says what is its owner's. */
export function brokenRules(loaded: LoadedTopology): string[] {
  const judged = judge(rules, loaded, asOf, evidenceOf(loaded)).filter(({ severity }) => severity !== 'warning');
  return judged.filter(({ rule }) => loaded.topology.example || !ofDigests.includes(rule)).map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}
