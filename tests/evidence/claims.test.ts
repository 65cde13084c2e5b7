import { describe, expect, it } from 'vitest';
import { type Proof, provenClaims } from '../../evidence/claims/proofs.js';
import { claims, proofsOf } from '../../facts/controls.js';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import type { Json, Written } from '../support/documents.js';
import { evidenceOf, mutated } from '../support/synthesized.js';
import { asOf, topologies, topologyWith } from '../support/topologies.js';

type Property = Extract<Proof, { by: 'property' }>;

const proofs = (file: string): Proof[] => {
  const loaded = topologyWith([], file);
  const { aws = [], terraform = [] } = evidenceOf(loaded);
  return provenClaims(loaded.topology, [...aws, ...terraform], asOf).flatMap((claim) => claim.proofs);
};

/** Takes the property of a proof out of a document. */
function without({ resource, type, property }: Property, document: Written): void {
  const written = document as Json;
  const own = written['Resources'] === undefined ? written['resource'][type][resource.split('.').at(-1) ?? ''] : written['Resources'][resource].Properties;
  const keys = property.split('.');
  const last = keys.pop() ?? '';
  const at = keys.reduce((value: Json, key) => first(value)[key], own);
  const broken = claims()
    .flatMap(({ claim }) => proofsOf(claim).properties)
    .find((row) => row.type === type && row.property === property)?.broken;
  if (broken === undefined) delete first(at)[last];
  else first(at)[last] = broken;
}

function first(value: Json): Json {
  return Array.isArray(value) ? value[0] : value;
}

/** One line of each kind, of the reference where it has one; the fleet’s log groups and keys are as many as there are resources. */
const lines = [
  ...new Map(
    ['examples/fine-tuned.yaml', 'topology.yaml'].flatMap((file) =>
      proofs(file).flatMap((proof) => (proof.by === 'property' ? [[`${proof.type} ${proof.property}`, { proof, file }] as const] : [])),
    ),
  ).entries(),
];

describe('a line of evidence', () => {
  it('is there for every property that the table names', () => {
    const named = claims().flatMap(({ claim }) => proofsOf(claim).properties.map(({ type, property }) => `${type} ${property}`));
    expect(lines.map(([name]) => name).toSorted()).toEqual(named.toSorted());
  });

  it.each(lines)('%s is refused by its rule once it is gone', (_, { proof, file }) => {
    const loaded = topologyWith([], file);
    const rule = rules.filter(({ id }) => id === proof.rule);
    const before = judge(rule, loaded, asOf, evidenceOf(loaded)).length;
    const after = judge(
      rule,
      loaded,
      asOf,
      mutated(evidenceOf(loaded), proof.stack, (document) => without(proof, document)),
    );
    expect(after.length).toBeGreaterThan(before);
  });

  it('names rules that exist, for terms and approvals too', () => {
    const named = claims().flatMap(({ claim }) => Object.values(proofsOf(claim)).flatMap((rows) => rows.map(({ rule }) => rule)));
    for (const rule of named) expect(rules.map(({ id }) => String(id))).toContain(rule);
  });

  it('has the value that was synthesized', () => {
    const found = proofs('examples/us-maverick.yaml');
    expect(found).toContainEqual(
      expect.objectContaining({ by: 'property', type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', property: 'Scheme', value: 'internal' }),
    );
    expect(found).toContainEqual(expect.objectContaining({ by: 'approval', path: 'approvals.calls', expires: '2027-09-30', rule: 'data-use/audit-trail' }));
    expect(found).toContainEqual(expect.objectContaining({ by: 'contract term only', path: 'contracts.aws-main.addenda', value: ['dpa', 'baa'] }));
  });

  it('counts no approval that has ended', () => {
    const loaded = topologyWith([], 'examples/us-maverick.yaml');
    const later = provenClaims(loaded.topology, [], '2027-10-01').flatMap((claim) => claim.proofs);
    expect(later.filter(({ by }) => by === 'approval')).toEqual([]);
  });
});

describe.each(topologies)('%s', (_, file) => {
  it('proves each claim that it is asked about with a property, a grant or a term', () => {
    expect(proofs(file).length).toBeGreaterThan(10);
  });
});
