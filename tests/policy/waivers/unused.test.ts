import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/waivers/unused.js';
import { topologyWith } from '../../support/topologies.js';
import { findingsWith, of, waiver } from './waived.js';

describe(rule.id, () => {
  it('accepts a waiver that silences a finding', () => {
    const findings = findingsWith(rule, [waiver()]);
    expect(findings).toMatchObject([{ rule: 'tags/required', waivedBy: 'finance' }]);
  });

  it.each([
    ['no finding', waiver({ path: 'workloads.variable' }), {}, 'finds nothing at workloads.variable'],
    ['a fatal finding', waiver(), { severity: 'fatal' as const }, 'fatal findings take no waiver'],
    ['nothing yet', waiver({ granted: '2026-11-25' }), {}, 'granted only from 2026-11-25'],
    ['nothing any more', waiver({ expires: '2026-11-23' }), {}, 'ended on 2026-11-23'],
  ])('finds one that silences %s, at its place', (_, entry, options, message) => {
    expect(of(rule, findingsWith(rule, [entry], options))).toMatchObject([
      { severity: 'error', file: 'topology.waivers.yaml', line: 3, message: expect.stringContaining(message) },
    ]);
  });

  it('holds on the first and the last day', () => {
    expect(of(rule, findingsWith(rule, [waiver()], { asOf: '2026-11-01' }))).toEqual([]);
    expect(of(rule, findingsWith(rule, [waiver()], { asOf: '2026-12-01' }))).toEqual([]);
  });

  it('finds the second waiver of one finding', () => {
    expect(of(rule, findingsWith(rule, [waiver(), waiver()]))).toMatchObject([{ path: 'waivers[1]' }]);
  });

  it('says nothing while an application was not judged', () => {
    expect(judge([rule], { ...topologyWith(), waivers: [waiver()] }, '2026-11-24', { aws: [] })).toEqual([]);
  });
});
