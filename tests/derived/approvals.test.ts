import { describe, expect, it } from 'vitest';
import { approvalOf } from '../../derived/approval-of.js';
import { approvedItems } from '../../derived/approved-items.js';
import { missingGrant } from '../../derived/granted-limit.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const approved = (approvals: Record<string, object>) => ({ ...topology, approvals: approvals as typeof topology.approvals });
const term = { grantedOn: '2026-03-01', expires: '2026-09-30' };

describe('an approval', () => {
  const known = approved({
    b: { kind: 'quota', subject: 'hosts.x', ...term },
    a: { kind: 'quota', subject: 'hosts.x', grantedOn: '2025-01-01', expires: '2025-12-31' },
  });

  it.each([
    ['2026-03-01', { inForce: 'b' }],
    ['2026-09-30', { inForce: 'b' }],
    ['2026-02-28', { lapsed: 'a' }],
    ['2026-10-01', { lapsed: 'a' }],
    ['2025-06-01', { inForce: 'a' }],
  ])('on %s: %j, first and last day included', (day, expected) => {
    expect(approvalOf(known, 'quota', 'hosts.x', day)).toEqual(expected);
  });

  it('of another kind or subject does not count', () => {
    expect(approvalOf(known, 'checkpoint', 'hosts.x', '2026-05-01')).toEqual({});
    expect(approvalOf(known, 'quota', 'hosts.y', '2026-05-01')).toEqual({});
  });
});

describe('a granted limit', () => {
  const one = (fields: object) => approved({ raise: { kind: 'quota', subject: 'accounts.aws.prod', ...term, ...fields } });
  const reason = (fields: object, needed = 100, day = '2026-05-01') => missingGrant(one(fields), ['accounts.aws.prod'], needed, day);

  it('is enough up to its amount, and says why it is not', () => {
    expect(reason({ limit: 100 })).toBeUndefined();
    expect(reason({ limit: 99 })).toBe('raise grants 99');
    expect(reason({})).toBe('raise names no limit');
    expect(reason({ limit: 100 }, 100, '2026-02-28')).toBe('raise is granted only from 2026-03-01');
    expect(reason({ limit: 100 }, 100, '2026-10-01')).toBe('raise expired on 2026-09-30');
    expect(reason({ limit: 100, subject: 'accounts.aws.dev' })).toBe('no approval of kind quota records it');
    expect(reason({ limit: 100, kind: 'checkpoint' })).toBe('no approval of kind quota records it');
  });

  it('by any of several approvals is enough', () => {
    const quota = { kind: 'quota', subject: 'accounts.aws.prod', ...term };
    const two = approved({ small: { ...quota, limit: 5 }, large: { ...quota, limit: 500 } });
    expect(missingGrant(two, ['accounts.aws.prod'], 100, '2026-05-01')).toBeUndefined();
    expect(missingGrant(two, ['accounts.aws.prod'], 501, '2026-05-01')).toBe('large grants 500; small grants 5');
  });
});

describe('items of the use policy that approvals speak of', () => {
  const use = { kind: 'acceptable-use', subject: 'hosts.x', ...term };

  it('are those of approvals in force for one of the subjects; the others are told with the reason', () => {
    const known = approved({
      good: { ...use, items: ['1.a.i', '1.b'] },
      late: { ...use, items: ['2.a'], expires: '2026-04-30' },
      early: { ...use, items: ['2.b'], grantedOn: '2026-05-02' },
      empty: use,
      other: { ...use, subject: 'hosts.y', items: ['3.a'] },
      quota: { ...use, kind: 'quota', items: ['3.b'] },
    });
    const { items, dismissed } = approvedItems(known, ['hosts.x', 'models.m'], '2026-05-01');
    expect([...items.keys()].sort()).toEqual(['1.a.i', '1.b']);
    expect(dismissed).toEqual(['approval early is not in force', 'approval empty names no items', 'approval late is not in force']);
  });

  it('do not count when the caller finds something against the approval', () => {
    const { items, dismissed } = approvedItems(approved({ good: { ...use, items: ['1.b'] } }), ['hosts.x'], '2026-05-01', () => 'has no reference');
    expect([...items.keys()]).toEqual([]);
    expect(dismissed).toEqual(['approval good has no reference']);
  });
});
