import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/downstream-terms.js';
import { topologyFindings } from '../../support/findings.js';
import { topologies } from '../../support/topologies.js';

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('wants terms of every service and product, for each version', () => {
    const without = ['downstreamTermsUrl: https://insurance.example/terms', 'downstreamTermsUrl: none'] as const;
    expect(topologyFindings(rule, [without], 'examples/us-maverick.yaml')).toMatchObject([
      {
        severity: 'error',
        path: 'licence.downstreamTermsUrl',
        message: expect.stringMatching(/^Llama 4 is offered as a service, and no terms bind its users.*clause 1\.b\.iv/),
      },
    ]);
    const product = ['  distribution: internal', '  distribution: product'] as const;
    expect(topologyFindings(rule, [product], 'examples/transition.yaml')).toHaveLength(2);
  });
});
