import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/lifecycle/transition-window.js';
import { resourceOf, type Written } from '../../support/documents.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const file = 'examples/transition.yaml';
const found = (edits: Edit[], day = asOf) =>
  judge([rule], topologyWith(edits, file), day, {}).map(({ path, message }) => [path.replace('hosts.desk-fleet.transition.', ''), message]);
const paths = (edits: Edit[], day = asOf) => found(edits, day).map(([path]) => path);

describe(rule.id, () => {
  it('accepts a window in which both versions have capacity', () => {
    expect(found([])).toEqual([]);
  });

  it.each([
    ['a cutover on the first day', ['cutover: 2026-12-14', 'cutover: 2026-11-02'], 'cutover'],
    ['an end before the cutover', ['cutover: 2026-12-14', 'cutover: 2027-02-01'], 'end'],
    ['less than the contract promises', ['parallelAvailabilityDays: 90', 'parallelAvailabilityDays: 91'], 'end'],
    ['no capacity for the next version', ['b: { availabilityZone: eu-north-1b, count: 2 }', 'b: { availabilityZone: eu-north-1b, count: 1 }'], 'nodes'],
    ['a model that is served already', ['next: llama31', 'next: llama3'], 'next'],
  ] as const)('refuses %s', (_, edit, path) => {
    expect(paths([edit])).toEqual([path]);
  });

  it('accepts an end on the day of the cutover, and a contract without a promise', () => {
    expect(paths([['cutover: 2026-12-14', 'cutover: 2027-01-31']])).toEqual([]);
    expect(
      paths([
        ['    parallelAvailabilityDays: 90\n', '    parallelAvailabilityDays: none\n'],
        ['end: 2027-01-31', 'end: 2026-12-15'],
      ]),
    ).toEqual([]);
  });

  it('refuses one that is over, and lets the model change before it is', () => {
    expect(paths([], '2027-01-31')).toEqual([]);
    expect(found([], '2027-02-01')).toEqual([['end', 'The transition ended on 2027-01-31; it is 2027-02-01.']]);
    expect(paths([['    model: llama3\n', '    model: llama31\n']], '2026-12-14')).toEqual([]);
  });

  it('names a model that does not exist', () => {
    expect(() => topologyWith([['next: llama31', 'next: llama32']], file)).toThrow(/transition.next: received "llama32", which is no model/);
  });

  const after = (change: (document: Written) => void) => {
    const loaded = topologyWith([], file);
    return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'aws-fleet-desk-fleet', change)).map(({ message }) => message);
  };

  it('notices a version that is not served, and one that no request reaches', () => {
    expect(after(() => {})).toEqual([]);
    const served = (document: Written, index: number) => resourceOf(document, 'AWS::ECS::TaskDefinition', index).ContainerDefinitions[0];
    const next = (document: Written) =>
      [0, 1, 2, 3].map((index) => served(document, index)).find(({ Command }) => Command?.includes('--served-model-name=llama31'));
    expect(after((document) => void (next(document).Command = []))).toEqual([expect.stringContaining('serves llama31')]);
    expect(
      after((document) => void (resourceOf(document, 'AWS::ElasticLoadBalancingV2::ListenerRule').Conditions[0].HttpHeaderConfig.Values = ['llama3'])),
    ).toEqual([expect.stringContaining('requests for llama31')]);
  });
});
