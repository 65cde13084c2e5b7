import { describe, expect, it } from 'vitest';
import { crowdedStacks, isUnwritable } from '../../derived/crowded-stacks.js';
import { financeParts, identityHome, identityParts } from '../../derived/parts.js';
import { bedrockParts, dividedStacks, partSuffix, partsOf } from '../../hosts/shared/workload-parts.js';
import type { Workload } from '../../topology/schema/workloads.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const variable = topology.workloads['variable'] ?? expect.fail('no workload variable');
const ids = (parts: readonly { workloads: readonly (readonly [string, unknown])[] }[]) => parts.map(({ workloads }) => workloads.map(([id]) => id));
/** By SHA-256 of their ids: agents 1, claims 3, search 1, support 2. */
const named: (readonly [string, Workload])[] = ['agents', 'claims', 'search', 'support'].map((id) => [id, variable]);
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`w${index}`, { ...variable, route: ['us-bedrock'] }]));

describe('workloads by stack', () => {
  it('are in one stack as long as they fit', () => {
    expect(partsOf(named, 4)).toEqual([{ number: 1, of: 1, workloads: named }]);
    expect(partsOf([], 4)).toEqual([{ number: 1, of: 1, workloads: [] }]);
  });

  it('are divided beyond that by a digest of each id; the first stack stays, even empty', () => {
    const parts = partsOf(named, 3);
    expect(parts.map(({ number, of }) => [number, of])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(ids(parts)).toEqual([['agents', 'search'], ['support'], ['claims']]);
  });

  it('go where their field part says, divided or not', () => {
    const [agents, ...others] = named;
    const pinned = [[agents?.[0] ?? '', { ...variable, part: 2 }] as const, ...others];
    expect(ids(partsOf(pinned, 4))).toEqual([['claims', 'search', 'support'], ['agents']]);
  });

  it('of the reference: gateway roles are where the first gateway on AWS is', () => {
    expect(identityHome(topology)).toMatchObject({ account: 'prod', region: 'eu-north-1' });
    expect(ids(identityParts(topology))).toEqual([['development', 'eu-production', 'global-assist', 'grounded', 'variable']]);
    const google = {
      ...topology,
      gateway: { ...topology.gateway, zones: { eu: { ...topology.gateway.zones['eu'], network: 'grounding' } } },
    } as typeof topology;
    expect(identityHome(google)).toBeUndefined();
  });

  it('of the reference: profiles are of the workloads that a host serves, budgets of those that an account on AWS serves', () => {
    expect(ids(bedrockParts(topology, 'us-bedrock'))).toEqual([['global-assist', 'variable']]);
    expect(ids(financeParts(topology, 'prod'))).toEqual([['eu-production', 'global-assist', 'variable']]);
    expect(ids(financeParts(topology, 'supply'))).toEqual([[]]);
    // Aliases are names within a cloud: a project on Google may be called as an account on AWS is.
    const { grounding } = topology.hosts;
    if (grounding === undefined) throw new Error('no host grounding');
    const namesake = { ...topology, hosts: { ...topology.hosts, grounding: { ...grounding, account: 'prod' } } } as typeof topology;
    expect(ids(financeParts(namesake, 'prod'))).toEqual([['eu-production', 'global-assist', 'variable']]);
  });

  it('give the first stack no suffix', () => {
    expect(partSuffix(1)).toEqual([]);
    expect(partSuffix(3)).toEqual(['part-3']);
  });

  it('fit as many into one stack as an ADR says', () => {
    const most = Object.fromEntries(Object.entries(dividedStacks).map(([kind, divided]) => [kind, divided.most]));
    expect(most).toEqual({ 'aws-identity': 240, 'aws-bedrock': 165, 'aws-finance': 240 });
  });
});

describe('gateway roles that all exist already', () => {
  const roles = (...workloads: string[]) => Object.fromEntries(workloads.map((id) => [id, `arn:aws:iam::111122223333:role/platform/${id}`]));

  it('leave the first stack, which holds the roles of zones', () => {
    const whole = { ...topology, existing: { ...topology.existing, roles: roles(...Object.keys(topology.workloads)) } };
    expect(identityParts(whole).map(({ number }) => number)).toEqual([1]);
  });

  it('leave out a later stack with nothing to grant', () => {
    const workloads = { ...topology.workloads, other: { ...variable, part: 2 } };
    expect(identityParts({ ...topology, workloads }).map(({ number }) => number)).toEqual([1, 2]);
    expect(identityParts({ ...topology, workloads, existing: { ...topology.existing, roles: roles('other') } }).map(({ number }) => number)).toEqual([1]);
  });
});

describe('a crowded stack', () => {
  it('is none of the reference, and none of 500 workloads', () => {
    expect(crowdedStacks(topology)).toEqual([]);
    expect(isUnwritable({ ...topology, workloads: many(500) })).toBe(false);
  });

  it('is told by its place, its number and what it holds', () => {
    const pinned = Object.fromEntries(Object.entries(many(166)).map(([id, workload]) => [id, { ...workload, part: 2 }]));
    expect(crowdedStacks({ ...topology, workloads: pinned }).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'hosts.us-bedrock: Inference profiles of us-bedrock: stack 2 of 2 would hold 166 workloads of 166. Allowed: 165 a stack.',
    ]);
  });
});
