import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/lifecycle/evaluated.js';
import { topologyFindings } from '../../support/findings.js';
import { fineTuned } from '../../support/fine-tuned.js';
import { type Edit, topologies, topologyWith } from '../../support/topologies.js';

const told = (...edits: Edit[]) => topologyFindings(rule, edits, fineTuned).map(({ path, severity, message }) => [path, severity, message]);
const thresholds = '    evaluation: { exact-match: { atLeast: 0.9 }, wrong-amount: { atMost: 0.01 } }\n';
const results = 'results: { exact-match: 0.93, wrong-amount: 0.004 }';
const report = (on: string) => ['on: 2026-10-05', `on: ${on}`] as const;

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it.each<[string, Edit, string, string]>([
    [
      'no threshold',
      [thresholds, ''],
      'workloads.claim-letters',
      'claim-letters says nowhere what is good enough, and claims serves as a fine-tune on desk-fleet.',
    ],
    [
      'no evaluation',
      ['      claim-letters:\n        report', '      agents:\n        report'],
      'models.claims',
      'no evaluation for claim-letters is recorded. Needed: results of exact-match, wrong-amount.',
    ],
    [
      'a result below',
      [results, results.replace('0.93', '0.89')],
      'models.claims.evaluations.claim-letters.results',
      'claims has 0.89 in exact-match for claim-letters, and serves as a fine-tune on desk-fleet. Allowed: 0.9 or more.',
    ],
    [
      'a result above',
      [results, results.replace('0.004', '0.011')],
      'models.claims.evaluations.claim-letters.results',
      'claims has 0.011 in wrong-amount for claim-letters, and serves as a fine-tune on desk-fleet. Allowed: 0.01 or less.',
    ],
    [
      'no result of a measure',
      [results, 'results: { exact-match: 0.93 }'],
      'models.claims.evaluations.claim-letters.results',
      'claims has no result in wrong-amount',
    ],
    ['an evaluation of the future', report('2026-11-25'), 'models.claims.evaluations.claim-letters.on', 'The evaluation is of 2026-11-25; it is 2026-11-24.'],
    ['an evaluation before the training', report('2026-10-01'), 'models.claims.evaluations.claim-letters.on', 'the training of claims ended on 2026-10-02.'],
  ])('refuses a fine-tune with %s', (_, edit, path, message) => {
    expect(told(edit)).toEqual([[path, 'error', expect.stringContaining(message)]]);
  });

  it('asks for no tests of a workload that another model answers, and takes the limits themselves', () => {
    expect(told([results, 'results: { exact-match: 0.9, wrong-amount: 0.01 }'])).toEqual([]);
    // agents is answered by the base; mail-triage by the import.
    expect(told(['    evaluation: { accuracy: { atLeast: 0.95 } }\n', '']).map(([path]) => path)).toEqual(['workloads.mail-triage']);
  });

  const transition = 'examples/transition.yaml';
  const on = (asOf: string, ...edits: Edit[]) =>
    judge([rule], topologyWith(edits, transition), asOf, {}).map(({ path, severity, message }) => [path, severity, message]);
  const worse: Edit = ['results: { resolved: 0.83 }', 'results: { resolved: 0.79 }'];

  it('tells of the next model of a transition before its cutover, and refuses it from then on', () => {
    expect(on('2026-12-14')).toEqual([]);
    expect(on('2026-09-01', worse)).toEqual([]);
    expect(on('2026-12-13', worse)).toEqual([
      [
        'models.llama31.evaluations.tickets.results',
        'warning',
        expect.stringContaining('llama31 has 0.79 in resolved for tickets, and takes over on 2026-12-14 on desk-fleet.'),
      ],
    ]);
    expect(on('2026-12-14', worse)).toEqual([
      ['models.llama31.evaluations.tickets.results', 'error', expect.stringContaining('was to take over on 2026-12-14')],
    ]);
  });

  it('refuses it as soon as it gets every request, whatever the day', () => {
    expect(on('2026-11-24', worse, ['cutover: 2026-12-14,', 'cutover: 2026-12-14, trafficPercent: 100,'])).toEqual([
      [expect.anything(), 'error', expect.stringContaining('gets every request')],
    ]);
  });

  it('lets nobody name a workload that is not there, or a threshold without a limit', () => {
    expect(() => told(['      claim-letters:\n        report', '      claim-leters:\n        report'])).toThrow(
      /evaluations\.claim-leters: received "claim-leters", which is no workload.*Did you mean/,
    );
    expect(() => told(['{ atLeast: 0.95 }', '{}'])).toThrow(/atLeast, atMost or both/);
  });
});
