import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import type { Rule } from '../../../policy/rule.js';
import { rule } from '../../../policy/waivers/regime.js';
import { type Edit, topologyWith } from '../../support/topologies.js';
import { of, waiver } from './waived.js';

/** A rule of encryption that finds something at a host. */
const finds = (path: string, id: Rule['id'] = 'encryption/at-rest'): Rule => ({
  id,
  severity: 'error',
  title: 't',
  why: 'w',
  fix: 'f',
  topology: () => [{ path, message: 'm' }],
});
const found = (path: string, edits: readonly Edit[] = [], id: Rule['id'] = 'encryption/at-rest') =>
  of(rule, judge([finds(path, id), rule], { ...topologyWith(edits), waivers: [waiver({ rule: id, path })] }, '2026-11-24', { aws: [], terraform: [] }));

describe(rule.id, () => {
  it('refuses a waiver of encryption on a host that sees data of a regime, at its place', () => {
    expect(found('hosts.eu-fleet')).toMatchObject([
      {
        severity: 'error',
        file: 'topology.waivers.yaml',
        line: 3,
        message: expect.stringMatching(/^finance waives encryption\/at-rest at hosts\.eu-fleet, and eu-production falls under gdpr\. gdpr: articles/),
      },
    ]);
  });

  it('accepts it where no data of a regime goes', () => {
    expect(found('hosts.dev-foundry')).toEqual([]);
    expect(found('hosts.eu-fleet', [['340000}\n    regimes: [gdpr]', '340000}\n    regimes: []']])).toEqual([]);
  });

  it('takes what belongs to no host for everybody’s', () => {
    expect(found('networks.eu')).toHaveLength(1);
  });

  it('leaves rules alone that the regime does not speak of', () => {
    expect(found('hosts.eu-fleet', [], 'tags/required')).toEqual([]);
    expect(found('hosts.eu-fleet', [], 'data-use/audit-log')).toEqual([]);
    expect(found('hosts.eu-fleet', [['340000}\n    regimes: [gdpr]', '340000}\n    regimes: [hipaa]']], 'data-use/audit-log')).toHaveLength(1);
  });
});
