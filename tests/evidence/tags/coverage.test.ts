import { describe, expect, it } from 'vitest';
import { billCoverage } from '../../../evidence/tags/coverage.js';
import { type Json, resourceOf } from '../../support/documents.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const evidence = evidenceOf(topologyWith([]));
const coverage = (change: (document: Json) => void = () => undefined) => {
  const { aws = [], terraform = [] } = mutated(evidence, 'prod-aws-finance', change);
  return billCoverage([...aws, ...terraform]);
};

describe('coverage of the bill by tags', () => {
  it('is whole but for types that take no tags', () => {
    const { billable, attributed, without } = coverage();
    expect(billable - attributed).toBe(Object.values(without).reduce((sum, count) => sum + count, 0));
    expect(Object.keys(without).filter((type) => type.startsWith('AWS::'))).toEqual([]);
    expect(without).toMatchObject({ google_vertex_ai_endpoint_with_model_garden_deployment: 1 });
  });

  it('falls by a resource that loses its cost centre', () => {
    const changed = coverage((document) => {
      const budget = resourceOf(document, 'AWS::Budgets::Budget');
      budget.ResourceTags = budget.ResourceTags.filter(({ Key }: Json) => Key !== 'cost-center');
    });
    expect(coverage().attributed - changed.attributed).toBe(1);
    expect(changed.without).toMatchObject({ 'AWS::Budgets::Budget': 1 });
  });
});
