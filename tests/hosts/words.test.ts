import { describe, expect, it } from 'vitest';
import { hostSentences as changeOf } from '../../diff/sentences/host.js';
import type { AzureFoundryHost } from '../../hosts/azure-foundry/schema.js';
import type { BedrockHost } from '../../hosts/bedrock/schema.js';
import type { Host } from '../../hosts/schemas.js';
import type { GoogleFleetHost } from '../../hosts/self-hosted-google/schema.js';
import { wordsOf } from '../../hosts/words.js';
import type { Topology } from '../../topology/schema/topology.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith();
const google = topologyWith([], 'examples/eu-gce.yaml').topology;
const of = (id: string) => topology.hosts[id] as Host;
const fleetOnGoogle = Object.values(google.hosts).find((host) => host.kind === 'self-hosted') as Host;
const withHost = (id: string, host: Host): Topology => ({ ...topology, hosts: { ...topology.hosts, [id]: host } });
const told = (id: string, host: Host) => changeOf(id, topology, withHost(id, host)).map(({ text }) => text);

describe('words for a host', () => {
  it('name its capacity in a table', () => {
    expect(['eu-fleet', 'us-bedrock', 'grounding', 'dev-foundry'].map((id) => wordsOf(of(id)).size(of(id)))).toEqual([
      '12 × p5.48xlarge',
      'in-region',
      '1-4 × a3-highgpu-4g',
      'GlobalStandard 800k TPM',
    ]);
  });

  it('say of a fleet on another cloud that it is another kind of host', () => {
    const [text, ...more] = told('eu-fleet', { ...fleetOnGoogle, model: 'llama70' });
    expect(text).toMatch(/^`eu-fleet` becomes another kind of host: self-hosted in eu-north-1 \(SE\).* → self-hosted in europe-/);
    expect(more).toEqual([]);
  });

  it('say where a host processes once its profile or sku changes', () => {
    expect(told('us-bedrock', { ...(of('us-bedrock') as BedrockHost), profile: 'us' })).toEqual([
      '`us-bedrock`: profile in-region → us, so that it processes in us-east-1 (US), us-east-2 (US), us-west-2 (US) instead of us-east-2 (US)',
    ]);
    expect(told('dev-foundry', { ...(of('dev-foundry') as AzureFoundryHost), sku: 'Standard', capacity: 300 })).toEqual([
      '`dev-foundry`: sku GlobalStandard → Standard, so that it processes in swedencentral (SE) instead of any Azure region',
      '`dev-foundry`: 800k → 300k tokens a minute',
    ]);
    expect(told('dev-foundry', { ...(of('dev-foundry') as AzureFoundryHost), sku: 'ProvisionedManaged' })).toContain(
      '`dev-foundry`: 800k tokens a minute → 800 provisioned units',
    );
  });

  it('say of a transition on either cloud which model takes over, and when', () => {
    const before = topologyWith([], 'examples/transition-google.yaml').topology;
    const fleet = before.hosts['claims-gce'] as GoogleFleetHost;
    const after = (host: GoogleFleetHost) =>
      changeOf('claims-gce', before, { ...before, hosts: { ...before.hosts, 'claims-gce': host } }).map(({ text }) => text);
    expect(after({ ...fleet, transition: undefined })).toContain(
      '`claims-gce`: the transition to llama33 on 2 more nodes from 2026-11-02, cut over on 2026-12-14, ends 2027-01-31 is taken down',
    );
  });
});
