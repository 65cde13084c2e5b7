import { describe, expect, it } from 'vitest';
import { type Proof, provenClaims } from '../../evidence/claims/proofs.js';
import { claims, controls, frameworks, proofsOf } from '../../facts/controls.js';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import type { Json, Written } from '../support/documents.js';
import { evidenceOf, mutated } from '../support/synthesized.js';
import { asOf, type Edit, topologies, topologyWith } from '../support/topologies.js';

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

interface Promised {
  readonly rule: string;
  /** @default examples/hosted-only.yaml */
  readonly file?: string;
  /** Edits with which it is needed, and there. */
  readonly held?: readonly Edit[];
  /** Edits with which it is not. */
  readonly gone: readonly Edit[];
}

const hosted = 'examples/hosted-only.yaml';

/** An approval that a topology needs, granted until a day; one that ended before `asOf` is gone. */
const granted = (kind: string, subject: string, expires: string): Edit => [
  '\napprovals:\n',
  `\napprovals:\n  made-up: {kind: ${kind}, subject: ${subject}, reference: minutes, grantedBy: p@acme.example, grantedOn: 2026-10-01, expires: ${expires}}\n`,
];
const approved = (kind: string, subject: string, ...needs: readonly Edit[]) => ({
  held: [...needs, granted(kind, subject, '2027-09-30')],
  gone: [...needs, granted(kind, subject, '2026-10-31')],
});
const trained: Edit = ['      training: false', '      training: true'];
const kept = (days: number): Edit => ['      retentionDays: 0', `      retentionDays: ${days}`];

/** What no output shows: terms of contracts and grants of people, each taken away once. */
const promises = Object.entries<Promised>({
  'data.training': { rule: 'data-use/no-training-term', gone: [trained] },
  'data.sharedWithModelProvider': {
    rule: 'data-use/no-training-term',
    gone: [['      sharedWithModelProvider: false', '      sharedWithModelProvider: true']],
  },
  'data.retentionDays': { rule: 'data-use/provider-retention', gone: [kept(3_650)] },
  addenda: { rule: 'contract/dpa', gone: [['    addenda: [dpa]', '    addenda: []']] },
  'no-training-term': { rule: 'data-use/no-training-term', ...approved('no-training-term', 'hosts.us-bedrock', trained) },
  'abuse-monitoring': { rule: 'data-use/provider-retention', ...approved('abuse-monitoring', 'hosts.us-bedrock', kept(30)) },
  'acceptable-use': {
    rule: 'licence/aup-attestation',
    gone: [['grantedOn: 2026-10-01\n    expires: 2027-09-30\n\nlicence:', 'grantedOn: 2025-10-01\n    expires: 2026-09-30\n\nlicence:']],
  },
  'audit-trail': {
    rule: 'data-use/audit-trail',
    file: 'examples/us-maverick.yaml',
    gone: [['    expires: 2027-09-30\n  fleet-screening:', '    expires: 2026-10-31\n  fleet-screening:']],
  },
  transfer: {
    rule: 'residency/regime-zone',
    ...approved('transfer', 'workloads.variable', ['budget: { usdPerMonth: 190000 }\n    regimes: []', 'budget: { usdPerMonth: 190000 }\n    regimes: [gdpr]']),
  },
  'open-zone': { rule: 'residency/open-zone', ...approved('open-zone', 'workloads.variable', ['    zone: us\n    regions', '    zone: any\n    regions']) },
  'training-data': {
    rule: 'data-use/training-data',
    file: 'examples/fine-tuned.yaml',
    gone: [['grantedOn: 2026-09-10\n    expires: 2027-09-09', 'grantedOn: 2025-09-10\n    expires: 2026-09-09']],
  },
  checkpoint: {
    rule: 'supply-chain/weights-precision',
    file: 'examples/fine-tuned.yaml',
    gone: [['grantedOn: 2026-10-06\n    expires: 2027-10-05', 'grantedOn: 2025-10-06\n    expires: 2026-10-05']],
  },
});

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

  it.each(promises)('%s is refused by its rule once it is gone', (_, { rule: id, file = hosted, held = [], gone }) => {
    const rule = rules.filter((one) => one.id === id);
    const found = (edits: readonly Edit[]) => judge(rule, topologyWith(edits, file), asOf, {});
    expect(found(held)).toEqual([]);
    expect(found(gone).length).toBeGreaterThan(0);
  });

  it('has a case for every term and every kind of approval that the table names', () => {
    const named = claims().flatMap(({ claim }) => [
      ...proofsOf(claim).terms.map(({ field, rule }) => `${field} ${rule}`),
      ...proofsOf(claim).grants.map(({ kind, rule }) => `${kind} ${rule}`),
    ]);
    expect(promises.map(([name, { rule }]) => `${name} ${rule}`).toSorted()).toEqual([...new Set(named)].toSorted());
  });

  it('is mapped to controls that a source confirms, by framework, and to no other', () => {
    const confirmed = controls().map(({ framework, control }) => `${framework} ${control}`);
    const mapped = claims().flatMap((claim) => frameworks().flatMap(({ framework }) => (claim[framework] ?? []).map((control) => `${framework} ${control}`)));
    expect([...new Set(mapped)].toSorted()).toEqual(confirmed.toSorted());
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
