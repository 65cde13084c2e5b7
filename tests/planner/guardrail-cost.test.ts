import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardrailHosts } from '../../hosts/select.js';
import { guardrailCosts, textUnits, usdPerMillionTokens } from '../../planner/guardrail-cost.js';
import { textUnitNeeds } from '../../planner/text-unit-quotas.js';
import { guardrailTable } from '../../reports/guardrail-table.js';
import { type Edit, topologies, topologyWith } from '../support/topologies.js';

const costs = (edits: Edit[] = [], file = 'topology.yaml') => guardrailCosts(topologyWith(edits, file).topology);
const even = { inputTokens: 1000, outputTokens: 1000 } as const;
const comprehensive: Edit = ['personalData: anonymize}', 'personalData: anonymize, guarding: comprehensive}'];
const own: Edit = ['zones:\n  eu: [EU27]', 'existing:\n  guardrails:\n    us-bedrock: {id: gr1abc2def3g, version: "7"}\n\nzones:\n  eu: [EU27]'];
const grounded: Edit = ['class: variable', 'class: grounded'];

describe('text units', () => {
  it('are rounded up per text: a user turn of 250 tokens is one, an answer of 1000 is four', () => {
    expect(textUnits('content filters', { ...even, guarding: 'selective' })).toBe(1 + 4);
    expect(textUnits('content filters', { ...even, guarding: 'comprehensive' })).toBe(4 + 4);
    expect(textUnits('denied topics', { inputTokens: 10, outputTokens: 251, guarding: 'selective' })).toBe(1 + 2);
  });

  it('of grounding count documents, question and answer together, whatever is marked', () => {
    expect(textUnits('grounding', { inputTokens: 4000, outputTokens: 500, guarding: 'selective' })).toBe(18);
  });
});

describe('USD per million tokens', () => {
  it('is 0.60 a policy where everything is judged: 500 requests of eight units at 0.15 per thousand', () => {
    const usd = usdPerMillionTokens(['content filters', 'denied topics'], { ...even, guarding: 'comprehensive' });
    expect(usd['content filters']).toBeCloseTo(0.6, 10);
    expect(usd['denied topics']).toBeCloseTo(0.6, 10);
  });

  it('never grows by judging less', () => {
    const tokens = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(tokens, tokens, (inputTokens, outputTokens) => {
        const usd = (guarding: 'selective' | 'comprehensive') =>
          usdPerMillionTokens(['denied topics'], { inputTokens, outputTokens, guarding })['denied topics'] ?? 0;
        expect(usd('selective')).toBeLessThanOrEqual(usd('comprehensive'));
        expect(usd('selective')).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the guardrails of a topology', () => {
  it('cost what their own policies cost, workload by workload', () => {
    expect(costs()).toMatchObject([
      { host: 'us-bedrock', workload: 'global-assist', usdByPolicy: { 'content filters': 0.375, 'denied topics': 0.375, 'personal data': 0.25 } },
      { host: 'us-bedrock', workload: 'variable' },
    ]);
    expect(costs()[0]?.usdPerMillionTokens).toBeCloseTo(1, 10);
    expect(costs([comprehensive])[0]?.usdPerMillionTokens).toBeCloseTo(1.6, 10);
    expect(Object.keys(costs([['personalData: anonymize', 'personalData: allow']])[0]?.usdByPolicy ?? {})).toEqual(['content filters', 'denied topics']);
  });

  it('check grounding for who sends documents only', () => {
    const [assist, variable] = costs([grounded]);
    expect(assist?.usdByPolicy.grounding).toBeUndefined();
    expect(variable?.usdByPolicy.grounding).toBeCloseTo((500 * 8 * 0.1) / 1000, 10);
  });

  it('are none of ours where the topology names one, and none on other hosts', () => {
    expect(costs([own])).toEqual([]);
    expect(costs([], 'examples/sovereign.yaml')).toEqual([]);
  });

  it('need text units of every workload at its own peak, by hand', () => {
    const [content, ...others] = textUnitNeeds(topologyWith([], 'examples/hosted-only.yaml').topology);
    const perSecond = (perYear: number, peak: number, units: number) => (perYear / 31_536_000 / 2000) * peak * units;
    const byHand = perSecond(2.5e12, 2.1, 5) + perSecond(1.39e12, 2.44, 5) + perSecond(1.67e12, 2.44, 3);
    expect(content).toMatchObject({ quotaCode: 'L-01F3CD81', needed: Math.ceil(byHand), unit: 'text unit per second', byDefault: 25 });
    expect(others.map(({ needed }) => needed)).toEqual([content?.needed, content?.needed]);
    const more = textUnitNeeds(topologyWith([comprehensive]).topology)[0]?.needed ?? 0;
    expect(more).toBeGreaterThan(textUnitNeeds(topologyWith().topology)[0]?.needed ?? 0);
  });
});

describe('the table', () => {
  it('shows policies, the sum, what is judged, what is assumed and how far prices are to be trusted', () => {
    const text = guardrailTable(topologyWith([comprehensive]).topology);
    expect(text).toMatch(
      /^guardrail +workload +content filters +denied topics +personal data +USD per 10\^6 tokens\nus-bedrock +global-assist +0\.60 +0\.60 +0\.40 +1\.60\n/,
    );
    expect(text).toContain('the whole prompt');
    expect(text).toContain('denied topics 0.15 (third-party, 2025-10-28)');
    expect(text).toMatch(/starts with: content filters \d+ \(25\)/);
    expect(guardrailTable(topologyWith().topology)).toContain("the user's turn (250 tokens, unconfirmed)");
  });

  it.each(topologies)('of %s is there if and only if a guardrail is made', (_, file) => {
    const { topology } = topologyWith([], file);
    const guarded = guardrailHosts(topology).some(([id]) => !(id in topology.existing.guardrails));
    expect(guardrailTable(topology) !== '').toBe(guarded);
  });
});
