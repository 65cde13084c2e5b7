import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/lifecycle/transition-window.js';
import { inModule, resourceOf, type Written } from '../../support/documents.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const file = 'examples/transition.yaml';
const google = 'examples/transition-google.yaml';
const found = (edits: Edit[], day = asOf, of = file) =>
  judge([rule], topologyWith(edits, of), day, {}).map(({ path, message }) => [path.replace(/^hosts\.[\w-]+\.transition\./, ''), message]);
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
    const byHeader = (document: Written) =>
      Object.values(document.Resources)
        .flatMap(({ Properties }) => Properties?.Conditions ?? [])
        .find(({ HttpHeaderConfig }) => HttpHeaderConfig !== undefined);
    expect(after((document) => void (byHeader(document).HttpHeaderConfig.Values = ['llama3']))).toEqual([expect.stringContaining('requests for llama31')]);
  });

  describe('on Google', () => {
    const zone = (count: number): Edit => ['c: { zone: europe-west4-c, count: 2 }', `c: { zone: europe-west4-c, count: ${count} }`];

    it('asks the same of days, contract and model', () => {
      expect(found([], asOf, google)).toEqual([]);
      expect(found([['cutover: 2026-12-14', 'cutover: 2026-11-02']], asOf, google).map(([path]) => path)).toEqual(['cutover']);
      expect(found([['parallelAvailabilityDays: 90', 'parallelAvailabilityDays: 91']], asOf, google).map(([path]) => path)).toEqual(['end']);
      expect(found([['next: llama33', 'next: llama31']], asOf, google).map(([path]) => path)).toEqual(['next']);
      expect(found([], '2027-02-01', google)).toEqual([['end', 'The transition ended on 2027-01-31; it is 2027-02-01.']]);
    });

    it('asks for a reservation of every node, which a move node by node needs no more of', () => {
      expect(found([zone(1)], asOf, google)).toEqual([['nodes', 'Both versions need 4 nodes; reservations carry 3.']]);
      expect(found([zone(1), ['      count: 2\n', '      count: 1\n']], asOf, google)).toEqual([]);
      // Too little for the present version alone is found by capacity/block-window.
      const single: Edit = ['      count: 2\n', '      count: 4\n'];
      expect(found([zone(1), single], asOf, google)).toEqual([]);
    });

    it('refuses names that parts of the same fleet have already', () => {
      const named: Edit = [
        '        c: { zone: europe-west4-c, count: 2 }',
        '        b-x: { zone: europe-west4-c, count: 1 }\n        next-b-x: { zone: europe-west4-c, count: 1 }',
      ];
      expect(found([named], asOf, google)).toEqual([['hosts.claims-gce.transition', expect.stringContaining('would be called relay-claims-gce-next-b-x')]]);
    });

    const after = (change: (document: Written) => void) => {
      const loaded = topologyWith([], google);
      return judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'google-fleet-claims-gce', change)).map(({ message }) => message);
    };

    it('notices a version that is not served, and one that no request reaches', () => {
      expect(after(() => {})).toEqual([]);
      const next = ({ resource }: Written) => inModule({ resource } as Written, 'google_compute_region_instance_template', 'Next_');
      expect(after((document) => void (next(document).metadata['user-data'] = '#cloud-config\n'))).toEqual([expect.stringContaining('serves llama33')]);
      const urls = (document: Written) => inModule(document, 'google_compute_region_url_map');
      expect(after((document) => void delete urls(document).path_matcher)).toEqual([expect.stringContaining('path_matcher')]);
    });
  });
});
