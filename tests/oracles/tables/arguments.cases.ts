import { describe, expect, it } from 'vitest';
import { tableNames } from '../../../catalogue/arguments/read.js';
import { judge } from '../../../policy/engine.js';
import { rule as resources } from '../../../policy/state/resources.js';
import { rule as shape } from '../../../policy/state/shape.js';
import { rule as unreviewedArgument } from '../../../policy/state/unreviewed-argument.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf } from '../../support/topologies.js';
import { drawn } from './drawn.js';
import { LearnedShapes } from './learned-shapes.js';
import { legitimate, untriedKinds } from './legitimate.js';
import { structures } from './structures.js';

describe('the tables of reviewed arguments', () => {
  const learned = new LearnedShapes();
  for (const loaded of [...legitimate().map((one) => one.loaded), ...structures()]) {
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    learned.observe(loaded.topology, [...aws, ...terraform]);
  }
  const tables = learned.tables();

  it.each(tableNames)('%s.yaml is what legitimate topologies emit (accept with: npm run accept)', async (name) => {
    await expect(tables[name]).toMatchFileSnapshot(`../../../catalogue/arguments/${name}.yaml`);
  });

  // What the tables were not shown would be a finding for the first who uses it.
  it('are shown every kind of everything that a topology can name, but kinds of hosts that nothing provisions', () => {
    // A backend is written alike whatever the stack holds.
    const nothing = /^hosts\.\*\.workers-ai|kind=workers-ai$|^hosts\.\*\.self-hosted\.cloud=azure$|^backends\.(databricks|watsonx|oci)\./;
    expect(untriedKinds().filter((kind) => !nothing.test(kind))).toEqual([]);
  });

  // Options that no topology had together when the tables were written.
  it('hold for options in any combination', { timeout: 120_000 }, () => {
    for (const loaded of drawn(Number(process.env['RUNS'] ?? runs), 20_261_129))
      expect(judge([shape, unreviewedArgument, resources], loaded, asOf, evidenceOf(loaded))).toEqual([]);
  });
});

const runs = 6;
