import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableNames, tableOf } from '../../catalogue/arguments/read.js';
import { judge } from '../../policy/engine.js';
import { rule as resources } from '../../policy/state/resources.js';
import { rule as shape } from '../../policy/state/shape.js';
import { rule as unreviewedArgument } from '../../policy/state/unreviewed-argument.js';
import { LearnedShapes } from '../support/learned-shapes.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, topologies } from '../support/topologies.js';
import { allVariants, combined, legitimate, untriedKinds } from '../support/variants.js';

describe('the tables of reviewed arguments', () => {
  const learned = new LearnedShapes();
  for (const { loaded } of legitimate()) {
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    learned.observe(loaded.topology, [...aws, ...terraform]);
  }
  const tables = learned.tables();

  it.each(tableNames)('%s.yaml is what legitimate topologies emit (accept with: npm run accept)', async (name) => {
    await expect(tables[name]).toMatchFileSnapshot(`../../catalogue/arguments/${name}.yaml`);
  });

  // What the tables were not shown would be a finding for the first who uses it.
  it('are shown every kind of everything that a topology can name, but kinds of hosts that nothing provisions', () => {
    expect(
      untriedKinds().filter((kind) => !/^hosts\.\*\.(databricks|watsonx|workers-ai)/.test(kind) && !/kind=(databricks|watsonx|workers-ai)$/.test(kind)),
    ).toEqual([]);
  });

  it('have subjects, of each cloud', () => {
    for (const name of tableNames) expect(Object.keys(tableOf(name)).length).toBeGreaterThan(5);
  });

  // Options that no topology had together when the tables were written.
  it('hold for options in any combination', { timeout: 120_000 }, () => {
    const all = allVariants();
    const draws = fc.sample(fc.tuple(fc.constantFrom(...topologies), fc.infiniteStream(fc.integer({ min: 0, max: 3 }))), {
      numRuns: Number(process.env['RUNS'] ?? runs),
      seed: 20_261_129,
    });
    for (const [[, file], chance] of draws) {
      const loaded = combined(
        file,
        all.filter((one) => one.file === file && chance.next().value === 0),
      );
      if (loaded !== undefined) expect(judge([shape, unreviewedArgument, resources], loaded, asOf, evidenceOf(loaded))).toEqual([]);
    }
  });
});

const runs = 6;
