import { describe, expect, it } from 'vitest';
import { cost } from '../../../hosts/azure-foundry/cost.js';
import { traits } from '../../../hosts/azure-foundry/traits.js';
import { words } from '../../../hosts/azure-foundry/words.js';
import { foundryHost, referenceContext } from '../../support/azure-stacks.js';

const { topology } = referenceContext();
const with200 = (sku: ReturnType<typeof foundryHost>['sku']) => ({ ...foundryHost(topology), sku, capacity: 200 });
const year = { from: '2026-01-01', running: 'unknown' } as const;

describe('the capacity of a Foundry host', () => {
  it('is thousands of tokens a minute of what is paid by the token', () => {
    for (const sku of ['GlobalStandard', 'DataZoneStandard', 'Standard'] as const) {
      const host = with200(sku);
      expect(traits.capacity(host)).toEqual({ unit: 'tokens', perMinute: 200_000 });
      expect(words.size(host)).toBe(`${sku} 200k TPM`);
      expect(cost.fixed(topology, host, year)).toEqual([]);
      expect(cost.tokens(topology, host)).not.toBe('by capacity');
    }
  });

  it('is units of what is paid by the hour, whose tokens nobody here knows', () => {
    const host = with200('DataZoneProvisionedManaged');
    expect(traits.capacity(host)).toEqual({ unit: 'unknown' });
    expect(words.summary(host)).toBe('sku DataZoneProvisionedManaged, 200 provisioned units');
    expect(cost.fixed(topology, host, year)).toMatchObject([{ quantity: 1_752_000, unit: 'unit-hours', price: { usd: 'unknown' } }]);
    expect(cost.tokens(topology, host)).toBe('by capacity');
  });

  it('is a queue of batches, which answer nobody at once', () => {
    expect(traits.capacity(with200('GlobalBatch'))).toEqual({ unit: 'unknown' });
    expect(words.size(with200('GlobalBatch'))).toBe('GlobalBatch 200k tokens waiting');
  });
});
