import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../policy/finding.js';
import { claimsBlock } from '../../../reports/page/sections/claims.js';
import { evidenceOf } from '../../support/synthesized.js';
import { pageInput } from './page-of.js';

const claim = 'Prompts travel under TLS.';

/** Numbers of the claim: properties, approvals, contract terms, and what does not stand. */
function numbers(findings: readonly Finding[]): string[] {
  const input = pageInput([], 'topology.yaml', findings);
  const { aws = [], terraform = [] } = evidenceOf(input.loaded);
  const block = claimsBlock({ ...input, stacks: [...aws, ...terraform] });
  if (block.kind !== 'table') throw new Error('no table');
  const row = block.rows.find(([first]) => first === claim) ?? [];
  return row.slice(1, 5).map((cell) => (typeof cell === 'string' ? cell : cell.text));
}

describe('claims on the page', () => {
  it('are counted by what proves them', () => {
    expect(numbers([])).toEqual(['4', '0', '0', '0']);
  });

  it('count nothing that a rule refuses', () => {
    const refusal: Finding = {
      rule: 'encryption/in-transit',
      severity: 'fatal',
      path: 'hosts.eu-fleet',
      subject: 'hosts.eu-fleet',
      message: 'No.',
      fix: 'Mend it.',
      file: 'topology.yaml',
      line: 1,
      column: 1,
    };
    expect(numbers([refusal])).toEqual(['0', '0', '0', '4']);
  });

  it('are none of what was not synthesized', () => {
    expect(claimsBlock(pageInput())).toMatchObject({ kind: 'absent' });
  });
});
