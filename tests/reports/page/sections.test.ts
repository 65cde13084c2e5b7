import { describe, expect, it } from 'vitest';
import type { Section, TableBlock } from '../../../reports/page/block.js';
import { acceptableUseSection } from '../../../reports/page/sections/acceptable-use.js';
import { breakEvenSection } from '../../../reports/page/sections/break-even.js';
import { loadSection } from '../../../reports/page/sections/load.js';
import { moneySection } from '../../../reports/page/sections/money.js';
import { residencySection } from '../../../reports/page/sections/residency.js';
import { pageSections } from '../../../reports/page/sections.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologies } from '../../support/topologies.js';
import { pageInput } from './page-of.js';

function tableOf({ blocks }: Section, id: string): TableBlock {
  const found = blocks.find((block) => block.kind === 'table' && block.id === id);
  if (found?.kind !== 'table') throw new Error(`no table ${id}`);
  return found;
}
const textOf = (cell: unknown) => (typeof cell === 'string' ? cell : (cell as { text: string } | undefined)?.text);
const rowOf = (table: TableBlock, first: string) => table.rows.find(([name]) => textOf(name) === first)?.map(textOf);

describe.each(topologies)('every table of %s', (_, file) => {
  const tables = pageSections(pageInput([], file)).flatMap(({ blocks }) => blocks.filter((block): block is TableBlock => block.kind === 'table'));

  it('has a cell for each column and says where its numbers are from', () => {
    for (const { rows, columns, total, source } of tables) {
      expect(source).not.toBe('');
      for (const row of [...rows, ...(total === undefined ? [] : [total])]) expect(row).toHaveLength(columns.length);
    }
  });
});

it('the residency matrix says what happens where, and marks what is outside', () => {
  const inside = tableOf(residencySection(pageInput()), 'residency-matrix');
  expect(inside.columns.map(({ head }) => head)).toEqual([
    ...['workload', 'data', 'allowed', 'any Azure region', 'eu, 27 countries', 'eu-north-1, Stockholm SE', 'europe-west4, Eemshaven NL', 'us-east-2, Ohio US'],
  ]);
  expect(rowOf(inside, 'grounded')).toEqual([
    ...[
      'grounded',
      'customer, gdpr',
      'EU27',
      '–',
      'looked up in its search index',
      'passes the gateway',
      'answered by grounding; screened by Model Armor',
      '–',
    ],
  ]);
  expect(rowOf(inside, 'eu-production')?.[5]).toBe('passes the gateway; answered by eu-fleet');
  const moved = tableOf(residencySection(pageInput([['route: [eu-fleet]\n', 'route: [eu-fleet, us-bedrock]\n']])), 'residency-matrix');
  expect(rowOf(moved, 'eu-production')?.[7]).toBe('overflow answered by us-bedrock; screened by its guardrail (outside)');
});

it('break-even is said as never where no use pays', () => {
  const table = tableOf(breakEvenSection(pageInput()), 'hosts');
  expect(rowOf(table, 'eu-fleet')).toEqual([
    ...['eu-fleet', 'self-hosted', '3.85T', '$6,190,811', '$1.6069', '12', '46.9%', 'never (106%)', 'azure', '$2,735,434', 'litellm, 2026-08-01'],
  ]);
});

it('capacity says what the fleet does not carry', () => {
  expect(rowOf(tableOf(loadSection(pageInput()), 'capacity'), 'eu-fleet')).toEqual(['eu-fleet', '12', '11', '12.6', '7.7', '9', '15', '99.0%', '1.0%']);
});

it('the bill counts nothing that has no price', () => {
  const bill = tableOf(moneySection(pageInput()), 'bill');
  const unpriced = bill.rows.filter((row) => textOf(row[7]) === 'not counted');
  expect(unpriced.length).toBeGreaterThan(0);
  for (const row of unpriced) expect(textOf(row[5])).toBe('not known');
});

describe('the matrix of acceptable use', () => {
  const input = pageInput();
  const { aws = [], terraform = [] } = evidenceOf(input.loaded);
  const matrix = tableOf(acceptableUseSection({ ...input, stacks: [...aws, ...terraform] }), 'acceptable-use-matrix');

  it('says for each workload what holds an item up', () => {
    expect(matrix.columns.map(({ head }) => head).slice(2)).toEqual(['development', 'eu-production', 'global-assist', 'grounded', 'variable']);
    expect(rowOf(matrix, '1.a.i')).toEqual(['1.a.i', 'violence or terrorism', 'filter', 'approval', 'approval + filter', 'filter', 'filter']);
  });

  it('claims no filter for what no filter looks for', () => {
    expect(rowOf(matrix, '3.e')?.slice(2)).toEqual(['attested', 'attested', 'attested', 'attested', 'attested']);
  });

  it('says of what a filter finds in part who answers for the rest, as the rule does', () => {
    expect(rowOf(matrix, '3.c')?.slice(2)).toEqual(['attested', 'attested', 'attested + filter', 'attested', 'filter']);
    expect(rowOf(matrix, 'EU')?.[2]).toBe('by the licence check');
  });

  it('is open where what was attested is older than a year', () => {
    const board = 'grantedBy: ai-board@acme.example\n    grantedOn: ';
    const old = pageInput([[`${board}2026-10-01`, `${board}2025-10-01`]]);
    const after = tableOf(acceptableUseSection({ ...old, stacks: [...aws, ...terraform] }), 'acceptable-use-matrix');
    expect(rowOf(after, '3.e')?.slice(2)).toEqual(['open', 'open', 'open', 'open', 'open']);
    expect(rowOf(after, '1.a.i')?.[2]).toBe('filter');
  });

  it('is open where an approval is gone', () => {
    const expired = { ...input, asOf: '2027-10-01', stacks: [...aws, ...terraform] };
    const after = tableOf(acceptableUseSection(expired), 'acceptable-use-matrix');
    expect(rowOf(after, '1.a.i')?.[3]).toBe('open');
  });
});
