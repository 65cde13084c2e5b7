import { describe, expect, it } from 'vitest';
import { strings } from '../../evidence/synthesized/stack.js';
import { evidenceOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

const loaded = topologyWith([], 'examples/landing-zone.yaml');
const { aws = [], terraform = [], gateway = [] } = evidenceOf(loaded);
const output = JSON.stringify([...aws, ...terraform].map(({ document }) => document)) + JSON.stringify(gateway);

/** What no output can hold, because somebody else does it, and which rule holds the topology to it instead. */
const elsewhere: readonly (readonly [path: RegExp, why: string])[] = [
  [/^networks\.[\w-]+\.endpoints\.services/, 'network/reachable lists what is missing of them'],
  [/^ingestProxies\.[\w-]+\.domains/, 'state/existing lists what is missing of them'],
  [/^perimeters\./, 'no perimeter is made; state/existing asks what it holds'],
  [/^buckets\.google\..*\.key$/, 'Cloud Storage decrypts; state/existing asks whether it is that key'],
  [/^egressProxies\./, 'in the files of a gateway whose values are known: tests/hosts/gateways.test.ts'],
];

describe('everything that exists already in the example of a landing zone', () => {
  const named = [...strings(loaded.topology.existing)];

  it('is in the output: nothing is accepted and then ignored', () => {
    const lost = named.filter(([path, text]) => !output.includes(text) && !elsewhere.some(([pattern]) => pattern.test(path))).map(([path]) => path);
    expect(lost).toEqual([]);
  });

  it('is one of each kind, on each cloud that has it', () => {
    // Proxies for prompts are in another example: tests/policy/residency/egress-proxy.test.ts.
    const { networks, keys, promptProxies: _, ...others } = loaded.topology.existing;
    const clouds = Object.keys(networks).map((id) => loaded.topology.networks[id]?.cloud);
    expect(new Set(clouds)).toEqual(new Set(['aws', 'google', 'azure']));
    expect(new Set(Object.keys(keys).map((id) => loaded.topology.hosts[id]?.kind))).toEqual(
      new Set(['self-hosted', 'bedrock', 'vertex-endpoint', 'azure-foundry']),
    );
    for (const [kind, entries] of Object.entries(others)) expect(Object.keys(entries), kind).not.toEqual([]);
    expect(Object.keys(others.buckets.google)).not.toEqual([]);
    expect(new Set(Object.values(others.dnsZones).map(({ cloud }) => cloud))).toEqual(new Set(['aws', 'google']));
  });

  it.each(elsewhere.map(([pattern, why]) => [why, pattern] as const))('has something of which %s', (_, pattern) => {
    expect(named.some(([path, text]) => pattern.test(path) && !output.includes(text))).toBe(true);
  });
});
