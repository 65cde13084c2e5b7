import { describe, expect, it } from 'vitest';
import { matchedFindings } from '../../diff/matched-findings.js';
import type { Finding } from '../../policy/finding.js';

const finding = (message: string, more: Partial<Finding> = {}): Finding => ({
  rule: 'tags/unlabellable',
  severity: 'warning',
  path: 'hosts.a',
  file: 'topology.yaml',
  line: 1,
  column: 1,
  subject: 'hosts.a',
  message,
  fix: 'do it',
  ...more,
});
const came = (before: Finding[], after: Finding[]) => {
  const { introduced, resolved, restated, unchanged } = matchedFindings(before, after);
  return [introduced.length, resolved.length, restated.length, unchanged];
};

describe('a finding', () => {
  it('whose number changes is the same one', () => {
    expect(came([finding('costs money (9 here)')], [finding('costs money (1,210.5 here)', { line: 7 })])).toEqual([0, 0, 0, 1]);
  });

  it('in other words at the same place stays, and says so', () => {
    const [was, is] = [finding('lacks a and b'), finding('lacks a')];
    expect(matchedFindings([was], [is])).toMatchObject({ introduced: [], resolved: [], restated: [{ before: 'lacks a and b', finding: is }], unchanged: 0 });
  });

  it.each([
    ['rule', { rule: 'tags/required' }],
    ['severity', { severity: 'error' }],
    ['path', { path: 'hosts.b' }],
    ['resource', { resource: 'Key' }],
    ['stack', { stack: 'acme-prod' }],
    ['waiver', { waivedBy: 'finance' }],
  ] as [string, Partial<Finding>][])('of another %s is another one', (_, more) => {
    expect(came([finding('a')], [finding('a', more)])).toEqual([1, 1, 0, 0]);
  });

  it('of several at one place is matched with its own text first, then by all but numbers', () => {
    expect(came([finding('a 1'), finding('b')], [finding('b'), finding('a 2')])).toEqual([0, 0, 0, 2]);
    expect(came([finding('b')], [finding('c'), finding('b')])).toEqual([1, 0, 0, 1]);
    expect(came([finding('b'), finding('c')], [finding('c')])).toEqual([0, 1, 0, 1]);
    expect(came([finding('a'), finding('a')], [finding('a')])).toEqual([0, 0, 0, 1]);
  });
});
