import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { rankedBars, stackedBars } from '../../../reports/page/charts/bars.js';
import { breakEvenChart } from '../../../reports/page/charts/break-even.js';
import { loadDuration } from '../../../reports/page/charts/load.js';

const draw = (specs: readonly object[]): string[] =>
  JSON.parse(execFileSync(process.execPath, ['reports/page/charts/draw.mjs'], { input: JSON.stringify(specs), encoding: 'utf8' }));

const attack = '</svg><script>alert(1)</script>';
const specs = [
  stackedBars(
    [
      { bar: 'Hosted only', part: 'a', usd: 3_000_000 },
      { bar: 'Hosted only', part: attack, usd: 1_000_000 },
    ],
    ['a', attack],
    'wide',
  ),
  rankedBars([{ name: 'fleet capacity', usd: 1_500 }], 'narrow'),
  loadDuration(
    [
      { time: 0, served: 2, over: 1 },
      { time: 100, served: 1, over: 0 },
    ],
    2,
    'beyond it: waits',
    'wide',
  ),
  breakEvenChart({ atFullUse: 0.7, now: { use: 50, usd: 1.4 }, hosted: { name: attack, usd: 0.71 } }, 'wide'),
];

describe('charts', () => {
  let drawn: string[];
  beforeAll(() => {
    drawn = draw(specs);
  });

  it('are SVG of their own size, in the colours of the page', () => {
    for (const svg of drawn) {
      expect(svg).toMatch(/^<svg aria-hidden="true" class="chart" viewBox="0 0 \d+(\.\d+)? \d+(\.\d+)?">/);
      expect(svg).toContain('var(--c1)');
      expect(svg).not.toMatch(/ (role|aria-label)=/);
    }
  });

  it('say their numbers', () => {
    expect(drawn[0]).toContain('>$4.00M<');
    expect(drawn[1]).toContain('>$1.50k<');
    expect(drawn[2]).toContain('>2 nodes that serve<');
    expect(drawn[3]).toContain('>now 50%: $1.40<');
  });

  it('hold no markup of a name', () => {
    expect(drawn.join('')).not.toContain('<script');
  });

  it('are the same twice', () => {
    expect(draw(specs)).toEqual(drawn);
  });
});
