import { expect, it } from 'vitest';
import { regimeFacts, regimes } from '../../facts/regimes.js';
import { topologySchema } from '../../topology/schema/topology.js';

it('names each regime and the addendum that contracts need for it', () => {
  expect(regimes().map((regime) => [regime, regimeFacts(regime)?.addendum])).toEqual([
    ['gdpr', 'dpa'],
    ['hipaa', 'baa'],
    ['uk-gdpr', 'dpa'],
  ]);
  expect(regimeFacts('sox')).toBeUndefined();
});

it('is what a workload may name, and nothing else', () => {
  const regimesField = topologySchema.shape.workloads.valueType.shape.regimes;
  expect(regimesField.parse(['hipaa', 'gdpr'])).toEqual(['hipaa', 'gdpr']);
  expect(regimesField.safeParse(['hippa']).success).toBe(false);
  expect(regimesField.safeParse(['hipaa', 'hipaa']).success).toBe(false);
  expect(regimesField.parse(undefined)).toEqual([]);
});
