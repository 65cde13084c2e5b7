import { beforeAll, expect, it } from 'vitest';
import { grantTable } from '../../../catalogue/grants/read.js';
import { stackPlace } from '../../../derived/grants/stack-place.js';
import { boundValues, stackValues } from '../../../derived/grants/values.js';
import { judge } from '../../../policy/engine.js';
import { rule as principals } from '../../../policy/identity/principals.js';
import { rule as guards } from '../../../policy/residency/guards.js';
import { evidenceOf } from '../../support/synthesized.js';
import { asOf } from '../../support/topologies.js';
import { drawn } from './drawn.js';
import { FormCollector, tableText } from './grant-forms.js';
import { reviewedTopologies } from './reviewed-topologies.js';
import { structures } from './structures.js';

const reviewed = [...reviewedTopologies(), ...structures()];
const collected = new FormCollector();
beforeAll(() => {
  for (const loaded of reviewed) collected.add(loaded, [...(evidenceOf(loaded).aws ?? []), ...(evidenceOf(loaded).terraform ?? [])]);
}, 300_000);

it.each(['aws', 'google', 'azure', 'databricks', 'watsonx', 'oci'])(
  'what resources on %s may grant is as reviewed (accept with: npm run accept)',
  async (cloud) => {
    await expect(tableText(collected.table(cloud))).toMatchFileSnapshot(`../../../catalogue/grants/${cloud}.yaml`);
  },
);

it('holds for every option of the schema: none of the topologies that were reviewed has a finding', () => {
  const found = reviewed.flatMap((loaded) => {
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    return judge([principals, guards], loaded, asOf, { aws, terraform }).map(({ stack, message }) => `${loaded.source.file} ${stack}: ${message}`);
  });
  expect(found).toEqual([]);
}, 300_000);

// Options that no topology had together when the forms were reviewed.
it('holds for options in any combination', () => {
  for (const loaded of drawn(Number(process.env['RUNS'] ?? 6), 20_261_129, ({ value }) => value !== 'aws-us-gov' && value !== 'aws-eusc'))
    expect(judge([principals, guards], loaded, asOf, evidenceOf(loaded))).toEqual([]);
}, 300_000);

it('has no blank that nothing fills, and fills none that no form has', () => {
  const used = new Set([...JSON.stringify(grantTable()).matchAll(/<([A-Za-z][\w ]*)>/g)].map(([, name]) => name));
  const filled = new Set(
    reviewed.flatMap((loaded) =>
      [...(evidenceOf(loaded).aws ?? []), ...(evidenceOf(loaded).terraform ?? [])].flatMap(({ name, region = '' }) => {
        const place = stackPlace(loaded.topology, name);
        const [workload = ''] = Object.keys(loaded.topology.workloads);
        const [target = ''] = Object.entries(loaded.topology.accounts.aws).flatMap(([alias, { owns }]) => (owns ? [alias] : []));
        const bounds = [{ workload }, { repository: 'r' }, ...(target === '' ? [] : [{ target }])];
        if (place === undefined) return [];
        const stack = stackValues(loaded.topology, loaded.outputs, { stack: name, place, region });
        return [stack, ...bounds.map((bound) => boundValues(loaded.topology, loaded.outputs, place, bound))].flatMap((values) => Object.keys(values));
      }),
    ),
  );
  expect([...filled].filter((name) => !used.has(name)).sort()).toEqual([]);
});
