import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { releases } from '../../facts/models.js';
import { table } from '../../facts/read.js';

/** What of a line is code: comments may name an example. */
const codeOf = (line: string) => (/^\s*(\/?\*|\/\/)/.test(line) ? '' : line.replace(/(^|\s)\/\/ .*$/, ''));

const anyOf = (names: readonly string[]) => names.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
const regions = [...new Set(table('regions', 'regions').map(({ region }) => region))];
const modelIds = [...releases(), ...table('bedrock', 'offers').map(({ modelId }) => modelId), ...table('bedrock', 'retired').map(({ modelId }) => modelId)];

/** What facts say, or a schema, and code must ask for. */
const kinds: Readonly<Record<string, RegExp>> = {
  // A zone is a region and a letter.
  region: new RegExp(`(?<![\\w-])(?:${anyOf(regions)})[a-f]?(?![\\w-])`, 'g'),
  model: new RegExp(`(?:${anyOf([...new Set(modelIds)])})|\\b(?:meta\\.|Meta-)[Ll]lama-?\\d|publishers/meta`, 'g'),
  date: /(?<!\d)20\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?!\d)/g,
  // A default that is no nothing belongs into the schema of what it is the default of.
  default: /\?\? (?:-?[1-9][\d_.]*|0\.\d+|true|false)(?!\w)/g,
  // pathOf does not compile where the schema has no such place.
  path: /(?:`(?:hosts|accounts|networks|workloads|models|contracts|existing|backends)\.\$\{|'(?:hosts|accounts|networks|workloads|models|contracts|weights|existing|backends)\.[\w.]*')/g,
};

interface Found {
  readonly kind: string;
  readonly file: string;
  readonly text: string;
}

/** Examples of fields decide nothing; a schema takes them, and the reference shows them. */
const withoutExamples = (file: string, source: string) =>
  /^hosts\/[\w-]+\/schema(\.ts|\/)/.test(file) ? source.replace(/\bexamples: \[(?:[^[\]]|\[[^[\]]*\])*\]/g, '') : source;

function factsIn(file: string, text: string): Found[] {
  const source = withoutExamples(file, text);
  return source.split('\n').flatMap((line) => {
    // Advice speaks of a path to people.
    const code = /^\s*(?:fix|why|source|title):/.test(line) ? { path: '', other: line } : { path: codeOf(line), other: codeOf(line) };
    return Object.entries(kinds).flatMap(([kind, pattern]) =>
      [...(kind === 'path' ? code.path : code.other).matchAll(pattern)].map(([text]) => ({ kind, file, text })),
    );
  });
}

/** By `file: what`, why it stands there. */
const allowed: Readonly<Record<string, string>> = {
  'constructs/aws/balancer/private-balancer.ts: 2025-09': 'part of the name of a TLS policy',
  'stacks/aws/organization.ts: 2012-10-17': 'version of the policy language',
  'runtime/gateway/tokens/proof.ts: 2011-06-15': 'version of the protocol of STS',
  'runtime/node/azure/drain.sh: 2020-07-01': 'version of the scheduled events of the metadata service',
  'runtime/node/azure/drain.sh: 2021-02-01': 'version of the metadata service',
  'runtime/node/azure/prepare-node.sh: 2018-02-01': 'version of the tokens of the metadata service',
  'runtime/node/azure/prepare-node.sh: 2023-11-03': 'version of the protocol of Blob Storage',
  'runtime/weights/azure/ingest.sh: 2023-11-03': 'version of the protocol of Blob Storage',
  'stacks/azure/finance.ts: 2026-01': 'a month that must not move: first of a budget without a contract',
  'policy/residency/host-region.ts: eu-west-2': 'geography, which does not age: why prefixes are not read',
  'policy/residency/host-region.ts: eu-central-2': 'geography, which does not age: why prefixes are not read',
  'derived/deploy-time-values.ts: ?? 1': 'the first part, of a stack that is not divided',
  'stacks/aws/aws-stack.ts: ?? false': 'an option of a construct',
  'policy/network/ingest-egress.ts: ?? false': 'what CloudFormation takes an absent property for',
  'policy/capacity/fits-node.ts: ?? 1': 'what vLLM takes an absent flag for: one GPU',
};

// gateway/mocks/ stands for what others run: its protocols have the versions that they have.
const folders = ['constructs', 'derived', 'evidence', 'gateway', 'hosts', 'planner', 'policy', 'runtime', 'stacks'];
const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
const found = files
  .filter((file) => /\.(ts|sh|py)$/.test(file) && !file.startsWith('gateway/mocks/'))
  .flatMap((file) => factsIn(file, readFileSync(file, 'utf8')));
const keyOf = ({ file, text }: Found) => `${file}: ${text}`;

describe('code above the facts', () => {
  it('names no region, model or date, has no default of its own and no path as a text', () => {
    expect(found.filter((one) => allowed[keyOf(one)] === undefined)).toEqual([]);
  });

  it('uses every exception that it has', () => {
    const used = new Set(found.map(keyOf));
    expect(Object.keys(allowed).filter((key) => !used.has(key))).toEqual([]);
  });

  it.each([
    ['region', "const home = 'eu-north-1';"],
    ['region', "zone: 'eu-north-1a',"],
    ['region', "why: 'Only swedencentral has it.',"],
    ['model', "modelId: 'meta.llama3-3-70b-instruct-v1:0'"],
    ['model', "release === 'llama-3.3-70b-instruct'"],
    ['date', "const since = '2026-10-21'"],
    ['default', 'host.serving.gpuMemoryUtilization ?? 0.9'],
    ['default', 'node?.gpus ?? 8'],
    ['path', 'path: `hosts.${id}.nodes`,'],
    ['path', "origin: 'weights.ingest',"],
  ])('would not pass with a %s: %s', (kind, line) => {
    expect(factsIn('x.ts', line)).toMatchObject([{ kind }]);
  });

  it('takes examples of fields in the schema of a kind, and nowhere else', () => {
    const line = "region: region.meta({ examples: ['eu-north-1'] }).default('eu-west-1'),";
    expect(factsIn('hosts/bedrock/schema.ts', line)).toMatchObject([{ text: 'eu-west-1' }]);
    expect(factsIn('hosts/bedrock/stacks.ts', line)).toHaveLength(2);
  });

  it.each([
    '// as in eu-north-1, since 2026-10',
    ' * `hosts.eu-fleet.nodes` of eu-north-1',
    'sum ?? 0',
    "fix: 'Set hosts.<id>.nodes.',",
    'id: `${account}-network`',
  ])('passes with %s', (line) => {
    expect(factsIn('x.ts', line)).toEqual([]);
  });
});
