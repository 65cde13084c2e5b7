import { describe, expect, it } from 'vitest';
import { costOf } from '../../../hosts/costs.js';
import { judge } from '../../../hosts/self-hosted-azure/judge.js';
import { nodePlaces } from '../../../hosts/self-hosted-azure/reservations.js';
import { type AzureFleetHost, form } from '../../../hosts/self-hosted-azure/schema.js';
import { traits } from '../../../hosts/self-hosted-azure/traits.js';
import type { MachineJudge } from '../../../hosts/shared/host-judge.js';
import { rule as onDemandOnly } from '../../../policy/capacity/on-demand-only.js';
import { rule as quota } from '../../../policy/capacity/quota.js';
import { judge as judged } from '../../../policy/engine.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const subscription = '0f1e2d3c-4b5a-4678-9abc-def012345678';
const groups = `/subscriptions/${subscription}/resourceGroups`;
const group = `${groups}/capacity/providers/Microsoft.Compute/capacityReservationGroups/h100`;

const declared = {
  kind: 'self-hosted',
  cloud: 'azure',
  account: 'gpu',
  region: 'eastus',
  network: 'gpu',
  model: 'llama70',
  nodes: { instanceType: 'Standard_ND96isr_H100_v5', count: 3 },
  capacity: { reservations: { h100: { zone: '1', count: 2, group } }, onDemand: { zone: '2' } },
  image: 'acmellama.azurecr.io/llama/vllm-openai:v0.32.0@sha256:0000000000000000000000000000000000000000000000000000000000000000',
  registry: `${groups}/images/providers/Microsoft.ContainerRegistry/registries/acmellama`,
  nodeImage: '22.04.2026082801',
  logAgent: '1.37',
  endpoint: {
    hostname: 'llama.gpu.acme.internal',
    address: '10.84.4.100',
    authority: 'in-house',
    certificate: 'https://acme-tls.vault.azure.net/secrets/llama',
    vault: `${groups}/tls/providers/Microsoft.KeyVault/vaults/acme-tls`,
  },
};

function fleet(change: (host: AzureFleetHost) => void = () => {}): AzureFleetHost {
  const host = form.schema.parse(declared);
  change(host);
  return host;
}

/** The example of Google with its fleet on Azure. */
function loadedWith(host: AzureFleetHost) {
  const loaded = topologyWith([], 'examples/eu-gce.yaml');
  const topology: Topology = structuredClone(loaded.topology);
  topology.accounts.azure['gpu'] = { subscription, tenant: subscription, owns: true };
  topology.hosts['eu-gce'] = host;
  return { ...loaded, topology };
}

const machines = judge.machines as MachineJudge<AzureFleetHost>;
const messages = (found: Iterable<{ readonly path: string; readonly message: string }>) => [...found].map(({ path, message }) => `${path}: ${message}`);
const place = (host: AzureFleetHost) => ({ id: 'eu-gce', host });

describe('nodes of a fleet on Azure', () => {
  it('fill reservations in the order of their keys, and start on demand where these end', () => {
    const host = fleet((one) => void (one.capacity.reservations['a'] = { zone: '3', count: 1, group: `${group}-a` }));
    expect(nodePlaces(host)).toEqual([
      ['a', { zone: '3', nodes: 1, group: `${group}-a` }],
      ['h100', { zone: '1', nodes: 2, group }],
    ]);
    host.nodes.count = 5;
    expect(nodePlaces(host).at(-1)).toEqual(['on-demand', { zone: '2', nodes: 2, group: undefined }]);
    host.nodes.count = 1;
    expect(nodePlaces(host).map(([key]) => key)).toEqual(['a']);
  });

  it('are refused where nothing carries them', () => {
    expect(messages(machines.uncarried(loadedWith(fleet()).topology, place(fleet()), asOf))).toEqual([]);
    const host = fleet((one) => delete one.capacity.onDemand);
    expect(messages(machines.uncarried(loadedWith(host).topology, place(host), asOf))).toEqual([
      'hosts.eu-gce.capacity: Reservations carry 2 of 3 nodes, and none may start on demand.',
    ]);
  });

  it('are warned of where none is kept from other customers', () => {
    const found = (host: AzureFleetHost) => judged([onDemandOnly], loadedWith(host), asOf, {}).map(({ path }) => path);
    expect(found(fleet())).toEqual([]);
    expect(found(fleet((one) => void (one.capacity.reservations = {})))).toEqual(['hosts.eu-gce.capacity']);
  });

  it('are of a size and in a region that facts know', () => {
    const misplaced = (host: AzureFleetHost) => messages(machines.misplaced(loadedWith(host).topology, place(host)));
    expect(misplaced(fleet())).toEqual([]);
    expect(misplaced(fleet((one) => void (one.region = 'francesouth')))).toEqual([
      'hosts.eu-gce.nodes.instanceType: Standard_ND96isr_H100_v5 is not known to be sold in francesouth. Known: eastus, eastus2, westus.',
    ]);
    expect(misplaced(fleet((one) => void (one.nodes.instanceType = 'Standard_ND96isr_H100')))[0]).toContain('is no size with GPUs of the facts');
  });

  it('start on a reservation of their own subscription', () => {
    const other = fleet((one) => void (one.capacity.reservations = { h100: { zone: '1', count: 2, group: group.replace('0f1e', 'ffff') } }));
    const reserved = (host: AzureFleetHost) =>
      messages(
        machines.reserved({ topology: loadedWith(host).topology, ...place(host), stacks: [], extended: { container: () => false, argument: () => false } }),
      );
    expect(reserved(other)[0]).toContain(`Allowed: one of subscription ${subscription}.`);
  });

  it('show the certificate of the vault that they are let into', () => {
    const other = fleet((one) => void (one.endpoint.certificate = 'https://other.vault.azure.net/secrets/llama'));
    expect(messages(machines.certificate(loadedWith(fleet()).topology, place(fleet())))).toEqual([]);
    expect(messages(machines.certificate(loadedWith(other).topology, place(other)))[0]).toContain('Allowed: a certificate of acme-tls');
  });

  it('need vCPUs of their family, and an approval that they were granted', () => {
    const loaded = loadedWith(fleet());
    expect(traits.quotas(loaded.topology, place(fleet()))).toMatchObject([
      { quotaCode: 'standardNDSH100v5Family', needed: 288, unit: 'vCPU', account: subscription },
    ]);
    expect(judged([quota], loaded, asOf, {})).toMatchObject([{ message: expect.stringContaining('needs 288 vCPUs of family standardNDSH100v5Family') }]);
  });

  it('cost what facts say in their region, and an unknown price elsewhere', () => {
    const price = (host: AzureFleetHost) => costOf(host).fixed(loadedWith(host).topology, host, { from: asOf, running: 'unknown' })[0]?.price.usd;
    expect(price(fleet())).toBe(98.32);
    expect(price(fleet((one) => void (one.region = 'westus')))).toBe('unknown');
  });

  it.each([
    ['an image without a registry', { image: 'vllm-openai:v0.32.0' }],
    ['a node image that moves', { nodeImage: 'latest' }],
    ['a certificate in one version', { endpoint: { ...declared.endpoint, certificate: `${declared.endpoint.certificate}/0123456789abcdef0123456789abcdef` } }],
    ['a group of another type', { capacity: { reservations: { h100: { zone: '1', count: 2, group: declared.registry } } } }],
  ])('are not read with %s', (_, change) => {
    expect(form.schema.safeParse({ ...declared, ...change }).success).toBe(false);
  });
});
