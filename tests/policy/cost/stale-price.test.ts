import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/cost/stale-price.js';
import { judge } from '../../../policy/engine.js';
import { topologyFindings } from '../../support/findings.js';
import { topologyWith } from '../../support/topologies.js';

const on = (day: string) => judge([rule], topologyWith(), day, {});

describe(rule.id, () => {
  it('warns of prices older than 90 days, a host at a time', () => {
    expect(
      topologyFindings(rule)
        .map(({ path, severity }) => [path, severity])
        .sort(),
    ).toEqual([
      ['hosts.dev-foundry', 'warning'],
      ['hosts.eu-fleet', 'warning'],
      ['hosts.grounding', 'warning'],
      ['hosts.us-bedrock', 'warning'],
    ]);
    expect(topologyFindings(rule).find(({ path }) => path === 'hosts.eu-fleet')?.message).toBe(
      'Prices of eu-fleet are old as of 2026-11-24: facts/prices.yaml, ec2-od of 2026-01, 327 days. Allowed: 90 days.',
    );
  });

  it('is silent on the day that they were read', () => {
    expect(on('2026-03-31').filter(({ path }) => path === 'hosts.eu-fleet')).toEqual([]);
  });

  it('is an error after two years', () => {
    expect(on('2028-01-02').find(({ path }) => path === 'hosts.eu-fleet')).toMatchObject({ severity: 'error' });
  });
});
