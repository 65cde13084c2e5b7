import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/quota.js';
import { judge } from '../../../policy/engine.js';
import { googleFleet } from '../../support/google-fleet.js';
import { asOf, type Edit, topologyWith } from '../../support/topologies.js';

const found = (edits: Edit[], file?: string, day = asOf) => judge([rule], topologyWith(edits, file), day, {}).map(({ path, message }) => ({ path, message }));

describe(rule.id, () => {
  it('is silent when an approval in force grants the vCPUs of all nodes', () => {
    expect(found([])).toEqual([]);
  });

  it.each([
    ['too little', ['limit: 2304', 'limit: 2303'], 'fleet-quota grants 2303'],
    ['no limit', ['    limit: 2304\n', ''], 'fleet-quota names no limit'],
    ['something else', ['kind: quota\n    subject: hosts.eu-fleet', 'kind: quota\n    subject: hosts.grounding'], 'no approval of kind quota'],
    ['one node less than are declared', ['count: 12\n', 'count: 13\n'], 'needs 2496 vCPUs of Running On-Demand P instances (L-417A185B) in eu-north-1'],
  ] as const)('warns when the approval grants %s', (_, edit, message) => {
    expect(found([edit])).toEqual([{ path: 'hosts.eu-fleet.nodes', message: expect.stringContaining(message) }]);
  });

  it('warns when it has lapsed or not begun', () => {
    const messages = (day: string) => found([], undefined, day).map(({ message }) => message);
    expect(messages('2027-10-15')).toContainEqual(expect.stringContaining('fleet-quota expired on 2027-10-14'));
    expect(messages('2026-10-14')).toContainEqual(expect.stringContaining('fleet-quota is granted only from 2026-10-15'));
  });

  it('counts both versions of a transition', () => {
    expect(found([], 'examples/transition.yaml')).toEqual([]);
    expect(found([['limit: 64', 'limit: 32']], 'examples/transition.yaml')[0]?.message).toContain('needs 64 vCPUs');
  });
});

describe('on Google', () => {
  it('is silent with an approval for every GPU that is reserved, and warns of one GPU fewer', () => {
    expect(found([], googleFleet)).toEqual([]);
    expect(found([['limit: 24', 'limit: 23']], googleFleet)).toMatchObject([
      {
        path: 'hosts.eu-gce.capacity.reservations',
        message: expect.stringContaining('24 accelerators of compute.googleapis.com/gpus_per_gpu_family'),
      },
    ]);
  });
});

describe('tokens of Foundry', () => {
  it('have to be granted for all of the capacity', () => {
    expect(found([['    subject: hosts.dev-foundry\n    limit: 1000000', '    subject: hosts.dev-foundry\n    limit: 799999']])).toEqual([
      {
        path: 'hosts.dev-foundry.capacity',
        message: expect.stringContaining(
          'hosts.dev-foundry needs 800000 tokens per minute of Tokens Per Minute (thousands) - Llama-3.3-70B-Instruct (AIServices.GlobalStandard.Llama-3.3-70B-Instruct) in swedencentral of account dev; as of 2026-11-24, foundry-quota grants 799999.',
        ),
      },
    ]);
  });
});

describe('a host whose quotas no fact lists', () => {
  const ofFoundry = ['kind: quota\n    subject: hosts.dev-foundry', 'kind: quota\n    subject: hosts.eu-fleet'] as const;
  const provisioned = ['sku: GlobalStandard', 'sku: GlobalProvisionedManaged'] as const;

  it('is silent when somebody records that they suffice, and warns when nobody does', () => {
    expect(found([])).toEqual([]);
    expect(found([provisioned])).toEqual([]);
    expect(found([ofFoundry, provisioned])).toEqual([{ path: 'hosts.dev-foundry', message: expect.stringContaining('is in no fact of azure-foundry') }]);
  });

  it('warns when the record has lapsed', () => {
    expect(found([], undefined, '2027-10-15').map(({ message }) => message)).toContainEqual(expect.stringContaining('foundry-quota expired on 2027-10-14'));
  });

  it('warns of an imported model and of a managed one', () => {
    expect(found([], 'examples/eu-import.yaml').map(({ path }) => path)).toContain('hosts.eu-import');
    expect(found([], 'examples/us-maas.yaml')).toEqual([{ path: expect.stringMatching(/^hosts\./), message: expect.stringContaining('vertex-maas') }]);
  });
});
