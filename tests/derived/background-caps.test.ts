import { describe, expect, it } from 'vitest';
import { fleetShares, taskCap } from '../../derived/background-caps.js';
import { type Edit, gatewayText, topologyWith } from '../support/topologies.js';

const whole = { version: 'present', percent: 100 } as const;
const reference = (...edits: Edit[]) => topologyWith(edits).topology;

describe('shares of a fleet', () => {
  /**
   * By hand: FP8 on H100 in pairs of GPUs, so four replicas a node. The schedule goes down to 40 replicas of 256 running and 64 waiting: 12,800.
   *
   * Planned for 1000 in and 1000 out on a node: 10,853.5 tokens a second (`blueprint size --engine vllm --slo-ttft-ms 2000 --slo-tpot-ms 200`), near 0.6 of the
   * published 17,672. A full batch is 4 × 256 requests, so a token takes 1024 / 10,853.5 = 0.094347 s.
   *
   * eu-production: 2.5e12 tokens a year, peak 2.1 × mean, 2,000 a request: 2.5e12 / 31,536,000 × 2.1 / 2000 = 83.2382 requests a second; each takes
   * 2 + 1000 × 0.094347 = 96.347 s: 8,019.8 are open, 8,020 rounded up.
   */
  it('of the reference: what residents have open at their peak is kept free', () => {
    expect(fleetShares(reference(), 'eu-fleet', whole)).toEqual({ limit: 12_800, reserve: 8_020, background: { 'global-assist': 4_780 } });
  });

  it('are divided among background workloads by what each has open', () => {
    const second: Edit = [
      '  variable:\n',
      '  night-shift:\n    zone: any\n    dataClass: internal\n    regimes: []\n    terms: {retentionDays: 0, indemnity: false, migrationDays: 90}\n    class: sustained\n    load: {tokensPerYear: 695000000000, inputTokens: 1000, outputTokens: 1000, curve: business-hours}\n    slo: {ttftMs: 3000, tpotMs: 200, availability: 0.99}\n    route: [eu-fleet, us-bedrock]\n    owner: workplace\n    costCentre: cc-4712\n    budget: {usdPerMonth: 90000}\n\n  variable:\n',
    ];
    // Half the tokens of global-assist in requests of the same size: a third of what is left.
    expect(fleetShares(reference(second), 'eu-fleet', whole).background).toEqual({ 'global-assist': 3_186, 'night-shift': 1_593 });
  });

  it('are none for others where residents need everything', () => {
    const busy: Edit = ['tokensPerYear: 2500000000000, inputTokens: 1000', 'tokensPerYear: 9000000000000, inputTokens: 1000'];
    expect(fleetShares(reference(busy), 'eu-fleet', whole)).toMatchObject({ reserve: 28_872, background: { 'global-assist': 0 } });
    expect(taskCap(reference(busy), 'global-assist', 'eu-fleet', whole)).toBe(0);
  });

  it('count as many replicas as scaling leaves at the least, and nodes without it', () => {
    const lower: Edit = ['evening: {cron: 0 20 ? * MON-FRI *, minReplicas: 40', 'evening: {cron: 0 20 ? * MON-FRI *, minReplicas: 30'];
    expect(fleetShares(reference(lower), 'eu-fleet', whole).limit).toBe(30 * 320);
    const fixed: Edit = [
      `    scaling:
      minReplicas: 40
      waitingPerReplica: 8
      schedules:
        morning: {cron: 0 6 ? * MON-FRI *, minReplicas: 48, timezone: Europe/Berlin}
        evening: {cron: 0 20 ? * MON-FRI *, minReplicas: 40, timezone: Europe/Berlin}
`,
      '',
    ];
    expect(fleetShares(reference(fixed), 'eu-fleet', whole).limit).toBe(12 * 4 * 320);
  });

  it('take a part of the requests for a part of the demand', () => {
    expect(fleetShares(reference(), 'eu-fleet', { version: 'present', percent: 25 })).toMatchObject({
      reserve: 2_005,
      background: { 'global-assist': 10_795 },
    });
  });
});

describe('the cap of a task', () => {
  it('is the share divided by as many tasks as may run', () => {
    expect(taskCap(reference(), 'global-assist', 'eu-fleet', whole)).toBe(796);
    const eight: Edit = [gatewayText('any'), gatewayText('any').replace('max: 6', 'max: 8')];
    expect(taskCap(reference(eight), 'global-assist', 'eu-fleet', whole)).toBe(597);
  });

  it('is none for residents, for hosts that are no fleet, and on fleets where nobody is bound', () => {
    expect(taskCap(reference(), 'eu-production', 'eu-fleet', whole)).toBe('none');
    expect(taskCap(reference(), 'global-assist', 'us-bedrock', whole)).toBe('none');
    const open: Edit = ['  eu: [EU27]\n', '  eu: [ANY]\n'];
    expect(taskCap(reference(open), 'global-assist', 'eu-fleet', whole)).toBe('none');
  });
});
