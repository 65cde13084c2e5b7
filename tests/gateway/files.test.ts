import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { zoneSummaries } from '../../evidence/gateway/zone-summary.js';
import { gatewayFiles } from '../../gateway/files.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { gatewayPage } from '../../reports/inventory/gateway.js';
import { policyForm } from '../../runtime/gateway/forms/policy.js';
import { tokensForm } from '../../runtime/gateway/forms/tokens.js';
import { translatorForm } from '../../runtime/gateway/forms/translator.js';
import { parseSource } from '../../topology/document.js';
import { type Outputs, readOutputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';
import { type Edit, topologies, topologyWith } from '../support/topologies.js';

const rehearsed = (topology: Topology) => gatewayFiles(topology, rehearsalOutputs(topology));
const read = (files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [path, path.endsWith('.json') ? (JSON.parse(text) as unknown) : text]));

interface Envoy {
  readonly static_resources: {
    readonly listeners: { name: string; address?: unknown }[];
    readonly clusters: { name: string; type?: string; cluster_type?: { name: string } }[];
  };
}
const envoyOf = (files: Readonly<Record<string, string>>, zone: string) => JSON.parse(files[`${zone}/envoy.json`] ?? '') as Envoy;

describe.each(topologies)('files of %s', (name, file) => {
  const { topology } = topologyWith([], file);
  const files = rehearsed(topology);
  const made = topology.gateway.engine === 'existing' ? [] : Object.keys(topology.gateway.zones);
  const zones = made.filter((zone) => Object.values(topology.workloads).some((workload) => workload.zone === zone));

  it('are made of values that an outputs file may have', () => {
    const text = stringify(rehearsalOutputs(topology));
    expect(readOutputs(parseSource(text, 'rehearsal.outputs.yaml'))).toEqual(rehearsalOutputs(topology));
  });

  it('are of every zone that has workloads', () => {
    expect([...new Set(Object.keys(files).map((path) => path.split('/')[0]))].sort()).toEqual(zones.sort());
  });

  it.each(zones)('are what the processes of %s read', (zone) => {
    const policy = policyForm.parse(JSON.parse(files[`${zone}/policy.json`] ?? ''));
    const tokens = tokensForm.parse(JSON.parse(files[`${zone}/tokens.json`] ?? ''));
    const translator = files[`${zone}/translator.json`];
    const deployments = translator === undefined ? {} : translatorForm.parse(JSON.parse(translator)).deployments;
    // Each target of a route has a credential of its own or a deployment of the translator, and nothing else has.
    const hops = envoyOf(files, zone).static_resources.listeners.flatMap(({ name }) => (name.startsWith('hop.') ? [name.slice(4)] : []));
    const asked = envoyOf(files, zone).static_resources.clusters.flatMap(({ name }) => (/^(guard|search)\./.test(name) ? [name.replace(/^\w+\./, '')] : []));
    expect([...Object.keys(tokens.credentials), ...Object.keys(deployments)].sort()).toEqual([...new Set([...hops, ...asked])].sort());
    const own = Object.entries(topology.workloads).flatMap(([id, workload]) => (workload.zone === zone ? [id] : []));
    expect(Object.keys(policy.workloads)).toEqual(own.sort());
  });

  it.each(zones)('of %s reach static addresses alone, and listen to callers at one', (zone) => {
    const { listeners, clusters } = envoyOf(files, zone).static_resources;
    expect(
      [...new Set(clusters.map(({ type, cluster_type }) => type ?? cluster_type?.name))].filter((type) => type !== 'STATIC' && type !== 'envoy.clusters.dns'),
    ).toEqual([]);
    const open = listeners.filter(({ address }) => JSON.stringify(address ?? null).includes('socket_address'));
    expect(open.map((listener) => listener.name)).toEqual(['entry', 'ready']);
    expect(JSON.stringify(listeners)).not.toMatch(/"failure_mode_allow": ?true|"cluster_header"|"weighted_clusters"/);
  });

  it('are as reviewed (accept with: npx vitest run tests/gateway --update)', async () => {
    await expect(gatewayPage(topology, read(files))).toMatchFileSnapshot(`pages/${name}.txt`);
  });

  it('do not depend on the order of the topology', () => {
    const turned = <T extends object>(map: T) => Object.fromEntries(Object.entries(map).reverse()) as T;
    const other = {
      ...topology,
      hosts: turned(topology.hosts),
      workloads: turned(topology.workloads),
      gateway: { ...topology.gateway, zones: turned(topology.gateway.zones) },
    };
    const again = rehearsed(other);
    expect(again).toEqual(files);
    expect(Object.keys(again).sort()).toEqual(Object.keys(files).sort());
  });
});

describe('a zone', () => {
  const { topology } = topologyWith();
  const without = (...path: readonly string[]) => {
    const outputs = structuredClone(rehearsalOutputs(topology)) as Record<string, unknown>;
    const last = path.at(-1) ?? '';
    const holder = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, outputs);
    expect(last === '' || holder[last] !== undefined).toBe(true);
    delete holder[last];
    return Object.keys(gatewayFiles(topology, outputs as Outputs)).flatMap((path) => (path.endsWith('/envoy.json') ? [path.split('/')[0]] : []));
  };

  it('has no files while a value of one of its workloads is missing, and the others have theirs', () => {
    expect(without()).toEqual(['any', 'eu', 'us']);
    expect(without('hosts', 'grounding', 'certificate')).toEqual(['any', 'us']);
    expect(without('hosts', 'us-bedrock', 'profiles', 'variable')).toEqual(['any', 'eu']);
    expect(without('hosts', 'us-bedrock', 'guardrail')).toEqual(['eu']);
    expect(gatewayFiles(topology, {})).toEqual({});
  });

  it('trusts the authority of its fleets and what an endpoint shows, each in a file of its own', () => {
    const files = rehearsed(topology);
    expect(Object.keys(files).filter((path) => path.includes('/trust/'))).toEqual(
      ['any/trust/in-house.pem', 'eu/trust/in-house.pem', 'eu/trust/grounded.grounding.pem'].sort(),
    );
    expect(files['eu/trust/in-house.pem']).toBe(topology.gateway.authorities['in-house']?.certificate);
  });
});

describe('a route', () => {
  const summaryOf = (workload: string, zone: string, file = 'topology.yaml', ...edits: Edit[]) =>
    zoneSummaries(read(rehearsed(topologyWith(edits, file).topology)))[zone]?.workloads[workload];

  it('is in the order of the topology, with caps of background workloads', () => {
    expect(summaryOf('global-assist', 'any')).toMatchObject({
      route: ['eu-fleet', 'us-bedrock'],
      caps: { 'eu-fleet': 796 },
      timeouts: { unary: 'answer 900s, first 450s, silence 900s', stream: 'answer 900s, first 4.5s, silence 120s' },
      policy: { priority: '10', adaptations: '{}' },
    });
    expect(summaryOf('eu-production', 'eu')).toMatchObject({ route: ['eu-fleet'], caps: {}, policy: { priority: '0' } });
    expect(summaryOf('variable', 'us')).toMatchObject({ route: ['us-bedrock'], policy: { priority: 'none' } });
  });

  it('names both targets while one takes over, with their parts', () => {
    const edits: Edit = ['cutover: 2026-12-14', 'cutover: 2026-12-14, trafficPercent: 25'];
    expect(summaryOf('tickets', 'eu', 'examples/transition.yaml', edits)).toMatchObject({
      route: ['desk-fleet 75 % and desk-fleet.next 25 %'],
      policy: { adaptations: '{"desk-fleet.next":{"model":"llama31","without":[]}}' },
    });
  });

  it('takes only fields that every host means alike, within what all take', () => {
    expect(summaryOf('global-assist', 'any')?.fields).toEqual({
      max_completion_tokens: 'integer min 1 max 1048576',
      max_tokens: 'integer min 1 max 1048576',
      messages: 'messages roles ["system","user","assistant","tool"] parts ["text"] toolCalls true',
      stop: 'texts most 4 longest 256',
      stream: 'boolean',
      stream_options: 'stream options',
      temperature: 'number min 0 max 1',
      tool_choice: 'tool choice values ["none"]',
      tools: 'tools most 128',
      top_p: 'number min 0.000001 max 1',
    });
  });

  it('passes a body to another server as that one needs it', () => {
    expect(summaryOf('grounded', 'eu')?.policy).toMatchObject({ adaptations: '{"grounding":{"model":"","without":[]}}' });
    // A deployment on Foundry is named after the model that requests carry.
    expect(summaryOf('development', 'any')?.policy).toMatchObject({ adaptations: '{}' });
  });

  it('is judged by Llama Guard as its data class says', () => {
    const policy = summaryOf(Object.keys(topologyWith([], 'examples/sovereign.yaml').topology.workloads)[0] ?? '', 'eu', 'examples/sovereign.yaml')?.policy;
    expect(policy?.['guard']).toMatch(/^\{"before":true,"after":"(windows|buffered)",.*"kind":"llama-guard","host":"screen"/);
  });
});

describe('a grounded workload whose index is not on its route', () => {
  const fleet: Edit = ['    dataClass: customer\n    class: sustained\n', '    dataClass: customer\n    class: grounded\n    search: grounding\n'];
  const { topology } = topologyWith([fleet]);
  const files = rehearsed(topology);
  const policy = policyForm.parse(JSON.parse(files['eu/policy.json'] ?? '')).workloads['eu-production'];
  const tokens = tokensForm.parse(JSON.parse(files['eu/tokens.json'] ?? '')).credentials;

  it('asks it for passages before its own hosts answer', () => {
    expect(policy?.grounding).toMatchObject({
      host: 'grounding',
      authority: 'search.eu-production.grounding',
      servingConfig: expect.stringContaining('/locations/eu/'),
    });
    const { listeners, clusters } = envoyOf(files, 'eu').static_resources;
    expect(listeners.flatMap(({ name }) => (name.startsWith('hop.eu-production') ? [name] : []))).toEqual(['hop.eu-production.eu-fleet']);
    expect(clusters.map(({ name }) => name)).toContain('search.eu-production.grounding');
  });

  it('asks as itself', () => {
    expect(tokens['eu-production.grounding']).toMatchObject({
      kind: 'google',
      role: 'arn:aws:iam::111122223333:role/llama-platform-acme-eu-production',
      serviceAccount: expect.stringMatching(/^llama-acme-eu-pro/),
    });
  });
});
