import { describe, expect, it } from 'vitest';
import { expectedStacks } from '../../../derived/expected-stacks.js';
import { stacksOf } from '../../support/synthesized.js';
import { type Edit, topologyWith } from '../../support/topologies.js';

const names = (...edits: Edit[]) => {
  const loaded = topologyWith(edits, 'examples/lakehouse.yaml');
  const made = stacksOf('terraform', loaded).map(({ name }) => name);
  expect(expectedStacks(loaded.topology, {}).flatMap(({ cloud, name }) => (cloud === 'databricks' ? [name] : []))).toEqual([...made].sort());
  return made;
};

describe('DatabricksAccountStack', () => {
  it('is made by the topology that owns the workspace, and by no other', () => {
    expect(names()).toContain('lake-lakehouse-databricks-account');
    expect(names(['      owns: true\n      publicCallers: [198.51.100.0/28]\n', ''])).toEqual([
      'lake-lakehouse-databricks-serving-by-token',
      'lake-lakehouse-databricks-serving-maverick',
    ]);
  });

  it('is refused with lists of addresses that let everyone in', () => {
    expect(() => topologyWith([['      publicCallers: [198.51.100.0/28]\n', '']], 'examples/lakehouse.yaml')).toThrow(
      'accounts.databricks.lakehouse.publicCallers: missing. Allowed with owns: one range at least',
    );
  });

  it.each<[string, Edit, string]>([
    ['without its number', ['      workspaceId: "1234567890123456"\n', ''], 'workspaceId: missing'],
    ['on another cloud', ['https://lake.cloud.databricks.com', 'https://adb-1234567890123456.7.azuredatabricks.net'], 'Allowed for hosts: a workspace on AWS'],
  ])('is refused for a workspace %s', (_, edit, says) => {
    expect(() => topologyWith([edit], 'examples/lakehouse.yaml')).toThrow(says);
  });
});
