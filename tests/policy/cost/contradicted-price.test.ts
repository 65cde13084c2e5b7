import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Prices from '../../../facts/prices.js';
import { rule } from '../../../policy/cost/suspect-price.js';
import { topologyFindings } from '../../support/findings.js';

const said = vi.hoisted(() => ({ other: [] as { input: number; output: number }[], own: 0.72 }));

/** Facts in which another source says what a test wants, of the release that us-bedrock serves. */
vi.mock('../../../facts/prices.js', async (actual) => {
  const real = await actual<typeof Prices>();
  const ofBedrock = (host: string, release: string) => host === 'bedrock' && release === 'llama-3.3-70b-instruct';
  return {
    ...real,
    tokenPrice: (host: string, release: string, region: string) => {
      const row = real.tokenPrice(host, release, region);
      return row !== undefined && ofBedrock(host, release) ? { ...row, input: said.own, output: said.own } : row;
    },
    crossChecks: (host: string, release: string) =>
      ofBedrock(host, release)
        ? said.other.map((row) => ({ ...row, host, model: 'llama', release, source: 'invoice', asOf: '2026-11-01' }))
        : real.crossChecks(host, release),
  };
});

const found = () => topologyFindings(rule).filter(({ path }) => path === 'hosts.us-bedrock');

describe('a price that another source speaks against', () => {
  beforeEach(() => {
    said.other = [];
    said.own = 0.72;
  });

  it('is refused from more than twice on, either way and in either direction, with both figures', () => {
    said.other = [{ input: 1.5, output: 0.72 }];
    expect(found()).toMatchObject([
      {
        severity: 'error',
        message: 'The price of us-bedrock cannot be relied on: 0.72 and 0.72 here, 1.5 and 0.72 in invoice of 2026-11-01.',
      },
    ]);
    said.other = [{ input: 0.72, output: 0.3 }];
    expect(found()).toHaveLength(1);
  });

  it('is let be where sources differ by no more', () => {
    said.other = [{ input: 1.4, output: 0.37 }];
    expect(found()).toEqual([]);
  });

  it('is refused where it is zero', () => {
    said.own = 0;
    expect(found()).toMatchObject([{ message: 'The price of us-bedrock cannot be relied on: it is zero.' }]);
  });
});
