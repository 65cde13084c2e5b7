import { describe, expect, it } from 'vitest';
import { type TableName, tableNames } from '../../catalogue/arguments/read.js';
import { LearnedShapes } from '../support/learned-shapes.js';
import { evidenceOf } from '../support/synthesized.js';
import { legitimate } from '../support/variants.js';

describe('the tables of reviewed arguments', () => {
  const learned = new LearnedShapes();
  for (const { loaded } of legitimate()) {
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    learned.observe(loaded.topology, [...aws, ...terraform]);
  }
  const tables = learned.tables();

  it.each(tableNames)('%s.yaml is what legitimate topologies emit (accept with: npm run accept)', async (name: TableName) => {
    await expect(tables[name]).toMatchFileSnapshot(`../../catalogue/arguments/${name}.yaml`);
  });
});
