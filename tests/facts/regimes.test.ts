import { expect, it } from 'vitest';
import { addenda, regimeFacts, regimes } from '../../facts/regimes.js';
import { rules } from '../../policy/rules.js';
import { topologySchema } from '../../topology/schema/topology.js';

it('names each regime and what it demands of contracts, zones and logs', () => {
  const facts = regimes().map(regimeFacts);
  expect(facts.map(({ regime, addenda, terms, jurisdictions, auditTrail }) => [regime, addenda, terms.length, jurisdictions, auditTrail])).toEqual([
    ['dora', ['dora'], 3, ['ANY'], true],
    ['fedramp-high', [], 0, ['US'], true],
    ['gdpr', ['dpa'], 0, ['EEA'], false],
    ['hipaa', ['baa'], 0, ['ANY'], true],
    ['uk-gdpr', ['dpa'], 0, ['GB', 'EEA'], false],
  ]);
  expect(() => regimeFacts('sox')).toThrow("no regime 'sox'");
});

it('demands addenda that contracts can have, and names rules that exist', () => {
  for (const facts of regimes().map(regimeFacts)) {
    for (const addendum of facts.addenda) expect(addenda()).toContain(addendum);
    for (const rule of facts.unwaivable) expect(rules.map(({ id }) => String(id))).toContain(rule);
  }
});

it('is what a workload may name, and nothing else', () => {
  const regimesField = topologySchema.shape.workloads.valueType.shape.regimes;
  expect(regimesField.parse(['hipaa', 'gdpr'])).toEqual(['hipaa', 'gdpr']);
  expect(regimesField.safeParse(['hippa']).success).toBe(false);
  expect(regimesField.safeParse(['hipaa', 'hipaa']).success).toBe(false);
  expect(regimesField.safeParse(undefined).success).toBe(false);
});
