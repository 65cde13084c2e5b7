import { existsSync, readdirSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it, vi } from 'vitest';
import { hostCosts } from '../../hosts/costs.js';
import { hostGateways } from '../../hosts/gateways.js';
import { hostJudges, judgeOf } from '../../hosts/judges.js';
import { hostPresence } from '../../hosts/presence.js';
import { hostOutputs } from '../../hosts/recorded-outputs.js';
import { type HostKey, hostForms, keyOf } from '../../hosts/schemas.js';
import { awsHostStacks } from '../../hosts/stacks-aws.js';
import { terraformHostStacks } from '../../hosts/stacks-terraform.js';
import { hostTraits, traitsOf } from '../../hosts/traits.js';
import { hostWords } from '../../hosts/words.js';
import { rule as instanceRegion } from '../../policy/capacity/instance-region.js';
import { judge } from '../../policy/engine.js';
import { rule as hostRegion } from '../../policy/residency/host-region.js';
import { rules } from '../../policy/rules.js';
import { rule as weightsVerified } from '../../policy/supply-chain/weights-verified.js';
import { asOf, topologies, topologyWith } from '../support/topologies.js';

const folders = readdirSync('hosts', { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() && entry.name !== 'shared' ? [entry.name] : []));
const facets = ['README.md', 'cost.ts', 'gateway.ts', 'judge.ts', 'presence.ts', 'recorded-outputs.ts', 'schema.ts', 'stacks.ts', 'traits.ts', 'words.ts'];

describe('kinds of host', () => {
  it('have a folder each, and a line in every registry', () => {
    const registries = {
      hostCosts,
      hostForms,
      hostGateways,
      hostJudges,
      hostOutputs,
      hostPresence,
      hostTraits,
      hostWords,
      stacks: { ...awsHostStacks, ...terraformHostStacks },
    };
    for (const [name, registry] of Object.entries(registries))
      expect({ name, keys: Object.keys(registry).sort() }).toEqual({ name, keys: [...folders].sort() });
  });

  it.each(folders)('%s has every facet', (folder) => {
    expect(facets.filter((facet) => !existsSync(`hosts/${folder}/${facet}`))).toEqual([]);
  });

  it('of every topology are found under the key of their folder', () => {
    const hosts = topologies.flatMap(([, file]) => Object.values(topologyWith([], file).topology.hosts));
    expect([...new Set(hosts.map(keyOf))].filter((key) => !folders.includes(key))).toEqual([]);
    // Each is synthesized by at least one of them.
    expect(folders.filter((key) => !hosts.some((host) => keyOf(host) === key))).toEqual([]);
  });
});

describe('where a host processes', () => {
  it('is held to zones by a rule that exists', () => {
    const ids = rules.map(({ id }) => id);
    for (const [, file] of topologies) {
      const { topology } = topologyWith([], file);
      for (const host of Object.values(topology.hosts)) expect(ids).toContain(traitsOf(host).processing(topology, host).judgedBy);
    }
  });

  it('is refused for a workload of a zone while nobody knows it', () => {
    const loaded = topologyWith();
    const unknown = { scope: 'unknown', words: 'places that nobody lists', judgedBy: 'residency/host-region' } as const;
    const known = vi.spyOn(hostTraits['self-hosted-aws'], 'processing').mockReturnValue(unknown);
    const found = judge([hostRegion], loaded, asOf, {}).map(({ path, severity }) => [path, severity]);
    known.mockRestore();
    expect(found).toEqual([['workloads.eu-production.route[0]', 'fatal']]);
    expect(judge([hostRegion], loaded, asOf, {})).toEqual([]);
  });
});

describe('judging', () => {
  it.each(['hosts/judges.ts', 'hosts/presence.ts', 'hosts/recorded-outputs.ts', 'hosts/traits.ts', 'hosts/words.ts', 'policy/rules.ts'])(
    'by %s loads no framework',
    async (entry) => {
      const { metafile } = await build({
        entryPoints: [entry],
        bundle: true,
        write: false,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        metafile: true,
      });
      const packages = Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path));
      expect(packages.filter((name) => /^(aws-cdk-lib|cdktf|constructs|@cdktf)/.test(name))).toEqual([]);
    },
  );
});

describe('machines of its own', () => {
  it('are judged where a kind has them, and nowhere else', () => {
    for (const [, file] of topologies) {
      for (const host of Object.values(topologyWith([], file).topology.hosts))
        expect([keyOf(host), judgeOf(host).machines !== 'none']).toEqual([keyOf(host), traitsOf(host).nodes(host) !== 'none']);
    }
  });

  it('are refused while nobody judges them', () => {
    const loaded = topologyWith();
    const machines = vi.spyOn(hostJudges['self-hosted-aws'], 'machines', 'get').mockReturnValue('none');
    const found = judge([instanceRegion], loaded, asOf, {}).map(({ path, severity }) => [path, severity]);
    machines.mockRestore();
    expect(found).toEqual([['hosts.eu-fleet.kind', 'fatal']]);
    expect(judge([instanceRegion], loaded, asOf, {})).toEqual([]);
  });
});

describe('weights of its own', () => {
  it('are judged where the form of a kind says that they are stored here, and nowhere else', () => {
    for (const key of Object.keys(hostForms) as HostKey[]) expect([key, hostJudges[key].weights !== 'none']).toEqual([key, hostForms[key].weights !== 'none']);
  });

  it('are refused while nobody judges them', () => {
    const loaded = topologyWith();
    const weights = vi.spyOn(hostJudges['self-hosted-aws'], 'weights', 'get').mockReturnValue('none');
    const found = judge([weightsVerified], loaded, asOf, {}).map(({ path, severity }) => [path, severity]);
    weights.mockRestore();
    expect(found).toEqual([['hosts.eu-fleet.kind', 'fatal']]);
    expect(judge([weightsVerified], loaded, asOf, {})).toEqual([]);
  });
});
