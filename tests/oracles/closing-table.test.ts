import { describe, expect, it } from 'vitest';
import { closingTable, exitCode, type Outcome } from './closing-table.js';

const outcome = (oracle: string, verdict: Partial<Outcome['verdict']>): Outcome => ({
  oracle,
  seconds: 1.6,
  verdict: { findings: [], judged: '3 templates', ...verdict },
});
const clean = outcome('cfn-lint', {});
const found = outcome('cdk-nag', { findings: ['one', 'two'] });
const skipped = outcome('deploy', { judged: '', skipped: 'MiniStack is not installed' });
const partly = outcome('terraform-validate', { skipped: '4 root modules of azurerm' });

describe('closing table', () => {
  it('says of every oracle what it judged, found and skipped, and how long it took', () => {
    expect(closingTable([clean, found, skipped, partly])).toEqual([
      'oracle              findings  time  judged',
      'cfn-lint                   0   2 s  3 templates',
      'cdk-nag                    2   2 s  3 templates',
      'deploy                     -   2 s  skipped: MiniStack is not installed',
      'terraform-validate         0   2 s  3 templates; skipped: 4 root modules of azurerm',
    ]);
  });
});

describe('exit code', () => {
  it('is 1 for a finding', () => expect([exitCode([clean], false), exitCode([clean, found], false)]).toEqual([0, 1]));
  it('is 1 for a skip only when strict', () => expect([exitCode([clean, skipped], false), exitCode([clean, skipped], true)]).toEqual([0, 1]));
  it('is 1 for a part that was skipped, when strict', () => expect([exitCode([partly], false), exitCode([partly], true)]).toEqual([0, 1]));
});
