import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { table } from '../../facts/read.js';

it('tells in docs/guardrails.md what was measured', () => {
  const page = readFileSync('docs/guardrails.md', 'utf8');
  const shown = [...page.matchAll(/^\| (no guard|`(?:before|windows|buffered)`) +\| +([\d,]+) +\| +([\d,]*) +\|/gm)].map(([, mode = '', ...cells]) => [
    mode === 'no guard' ? 'none' : mode.replaceAll('`', ''),
    ...cells.map((cell) => cell.replace(',', '')),
  ]);
  const measured = (mode: string, verdict: number) => table('gateway', 'firstToken').find((row) => row.mode === mode && row.verdictMs === verdict)?.middle;
  const rounded = (value: number | undefined) => (value === undefined ? '' : String(Math.round(value)));
  expect(shown).toEqual(['none', 'before', 'windows', 'buffered'].map((mode) => [mode, rounded(measured(mode, 0)), rounded(measured(mode, 100))]));
  expect(shown).toHaveLength(4);
});
