import { describe, expect, it } from 'vitest';
import { verdictOf } from './cases-verdict.js';

describe('the verdict on cases of an oracle', () => {
  const of = (status: string, ...cases: string[]) => ({
    name: 'grants.cases.ts',
    status,
    message: 'Error: no topology\n at x',
    assertionResults: cases.map((one, index) => ({ fullName: `case ${index}`, status: one, failureMessages: one === 'failed' ? ['Error: stale\n at y'] : [] })),
  });
  const verdict = (passed: number, ...testResults: ReturnType<typeof of>[]) => verdictOf('tables', { numPassedTests: passed, testResults });

  it('counts what passed', () => expect(verdict(2, of('passed', 'passed', 'passed'))).toEqual({ findings: [], judged: '2 of 2 cases of 1 files passed' }));
  it('names a case that failed', () => expect(verdict(1, of('failed', 'passed', 'failed')).findings).toEqual(['tables: case 1: Error: stale']));
  it('names a file that broke', () => expect(verdict(0, of('failed')).findings).toEqual(['tables: grants.cases.ts: Error: no topology']));
  it('is no pass where nothing ran', () => expect(verdict(0).findings).toEqual(['tables: no case ran']));
  it('names what was left out', () => expect(verdict(1, of('passed', 'passed', 'pending')).skipped).toBe('case 1'));
});
