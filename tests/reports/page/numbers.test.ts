import { describe, expect, it } from 'vitest';
import { share, shortUsd, tokens, unitPrice, usd } from '../../../reports/page/numbers.js';
import { amount } from '../../../reports/plan/figures.js';

describe('numbers of a page', () => {
  it.each([
    [usd(6_190_811.14), '$6,190,811'],
    [usd(-40_000), '−$40,000'],
    [usd(-0.2), '$0'],
    [usd('unknown'), 'not known'],
    [shortUsd(8_476_820), '$8.48M'],
    [shortUsd(999_600), '$1.00M'],
    [shortUsd(118_570), '$119k'],
    [shortUsd(35_600), '$35.6k'],
    [shortUsd(950), '$950'],
    [shortUsd(-950), '−$950'],
    [share(0.469008), '46.9%'],
    [share(-1.119417), '−112%'],
    [share('unknown'), 'not known'],
    [tokens(2.5e12), '2.50T'],
    [tokens(167e9), '167B'],
    [tokens(37.3e9), '37.3B'],
    [unitPrice(0.72), '$0.72'],
    [unitPrice(58.892808), '$58.892808'],
    [amount(105_120), '105,120'],
    [amount(18_637.752), '18,637.8'],
  ])('%s', (written, expected) => {
    expect(written).toBe(expected);
  });
});
