import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { countFindings, refuses, sortFindings } from '../../policy/finding.js';
import type { Rule } from '../../policy/rule.js';
import type { Severity } from '../../policy/severity.js';
import type { Waiver } from '../../topology/waivers.js';
import { topologyWith } from '../support/topologies.js';

const rule = (severity: Severity): Rule => ({
  id: 'state/pinned-date',
  severity,
  title: 't',
  why: 'w',
  fix: 'f',
  topology: () => [{ path: 'workloads.variable.route[0]', message: 'm' }],
});

const waiver = (changes: Partial<Waiver> = {}): Waiver => ({
  rule: 'state/pinned-date',
  path: 'workloads.variable.route[0]',
  owner: 'finance',
  reason: 'r',
  granted: '2026-11-01',
  expires: '2026-12-01',
  location: { file: 'w', line: 1, column: 1 },
  ...changes,
});

const findings = (severity: Severity, waivers: Waiver[] = [], asOf = '2026-11-24') => judge([rule(severity)], { ...topologyWith(), waivers }, asOf, {});

describe('judge', () => {
  it('places a finding at the line of its path', () => {
    const [finding] = findings('error');
    expect(finding).toMatchObject({ rule: 'state/pinned-date', file: 'topology.yaml', fix: 'f' });
    expect(topologyWith().source.text.split('\n')[(finding?.line ?? 0) - 1]).toContain('route: [us-bedrock]');
    expect(finding?.column).toBe(13);
  });

  it('lets a waiver silence an error at its exact path until it expires', () => {
    expect(findings('error', [waiver()])[0]?.waivedBy).toBe('finance');
    expect(findings('error', [waiver({ path: 'workloads.variable' })])[0]?.waivedBy).toBeUndefined();
    expect(findings('error', [waiver({ rule: 'state/backend' })])[0]?.waivedBy).toBeUndefined();
    expect(findings('error', [waiver()], '2026-12-01')[0]?.waivedBy).toBe('finance');
    expect(findings('error', [waiver()], '2026-12-02')[0]?.waivedBy).toBeUndefined();
    expect(findings('error', [waiver()], '2026-10-31')[0]?.waivedBy).toBeUndefined();
  });

  it('lets no waiver silence a fatal finding', () => {
    expect(findings('fatal', [waiver()])[0]?.waivedBy).toBeUndefined();
  });

  it('reports one violation once', () => {
    const twice: Rule = {
      ...rule('error'),
      topology: () => [
        { path: 'name', message: 'm' },
        { path: 'name', message: 'm' },
      ],
    };
    expect(judge([twice], topologyWith(), '2026-11-24', {})).toHaveLength(1);
  });
});

describe('what refuses a topology', () => {
  it('is an open fatal or error finding, never a warning or a waived error', () => {
    expect(refuses(findings('fatal'))).toBe(true);
    expect(refuses(findings('error'))).toBe(true);
    expect(refuses(findings('warning'))).toBe(false);
    expect(refuses(findings('error', [waiver()]))).toBe(false);
    expect(countFindings(findings('error', [waiver()]))).toEqual({ fatal: 0, error: 0, warning: 0, waived: 1 });
  });

  it('is listed first', () => {
    expect(sortFindings([...findings('warning'), ...findings('error'), ...findings('fatal')]).map(({ severity }) => severity)).toEqual([
      'fatal',
      'error',
      'warning',
    ]);
  });
});
