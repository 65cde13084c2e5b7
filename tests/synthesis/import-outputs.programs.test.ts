import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deployTimeValues } from '../../derived/deploy-time-values.js';
import { recordedOutputs } from '../../hosts/recorded-outputs.js';
import { judge } from '../../policy/engine.js';
import { rule as stateUnbound } from '../../policy/state/unbound.js';
import { loadTopology } from '../../topology/load.js';
import { run } from '../bin/run.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, topologies, topologyWith, wholeText } from '../support/topologies.js';

const profile = (id: string) => `arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/${id}`;
const terraform = (values: Record<string, unknown>, sensitive = false) =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { sensitive, type: typeof value === 'string' ? 'string' : ['map', 'string'], value }]),
    ),
  );

/** Some certificate, as lines of an outputs file: what a private Vertex endpoint shows is read off it by hand. */
const shown = topologyWith([]).topology.gateway.authorities['in-house']?.certificate.replaceAll(/^(?=.)/gm, '      ') ?? '';

/** As the two tools print them after a deployment of the reference topology. */
const deployed: Readonly<Record<string, string>> = {
  'cdk-outputs.json': JSON.stringify({
    'acme-prod-aws-bedrock-us-bedrock': {
      Profileglobalassist: profile('one'),
      Profilevariable: profile('two'),
      GuardrailId: 'gr1abc2def3g',
      GuardrailVersion: '4',
      GuardrailDefinition: '0123456789ab',
    },
    'acme-prod-aws-fleet-eu-fleet': { ApiKeySecret: 'arn:aws:secretsmanager:eu-north-1:111122223333:secret:acme-eu-fleet-api-key-AbCdEf' },
    'acme-prod-aws-identity': { ExportsOutputRefRole: 'arn:aws:iam::111122223333:role/x' },
  }),
  'acme-search-google-foundation-search.json': terraform({
    'serviceAccount-grounded': 'llama-acme-grounded@acme-llama-grounded.iam.gserviceaccount.com',
    'audience-grounded': 'https://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/acme-gateway/providers/aws-prod',
  }),
  'acme-search-google-search-grounding.json': terraform({
    servingConfig: 'projects/123456789012/locations/eu/collections/default_collection/engines/acme-grounding/servingConfigs/default_search',
    searchHost: 'eu-discoveryengine.googleapis.com',
    importBucket: 'acme-llama-grounded-acme-grounding-import',
  }),
  'acme-search-google-vertex-grounding.json': terraform({
    'endpointId-blue': '8123456789',
    'endpointDns-blue': '8123456789-europe-west4-123456789012.prediction.p.vertexai.goog',
    'pscAddress-blue': '10.80.0.3',
    modelArmorTemplate: 'projects/acme-llama-grounded/locations/europe-west4/templates/acme-grounding',
    modelArmorHost: 'modelarmor.europe-west4.rep.googleapis.com',
  }),
  'acme-dev-azure-foundry-dev-foundry.json': terraform({
    endpoint: 'https://acme-dev-foundry.cognitiveservices.azure.com/',
    deployment: 'llama70',
    client_ids: { development: '11111111-2222-3333-4444-555555555555' },
  }),
};

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'outputs-'));
  writeFileSync(join(directory, 'topology.yaml'), wholeText());
  for (const [name, text] of Object.entries(deployed)) writeFileSync(join(directory, name), text);
});
afterEach(() => rmSync(directory, { recursive: true }));

const bring = (...files: string[]) => run('blueprint', ['outputs', 'import', ...files], directory);
const known = () => loadTopology(join(directory, 'topology.yaml')).outputs;

describe('outputs import', () => {
  it('takes up what all three clouds put out, and says so', () => {
    const { code, stdout, stderr } = bring(...Object.keys(deployed));
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('ignored: acme-prod-aws-identity') });
    expect(stdout).toContain('+ hosts.us-bedrock.profiles.global-assist: arn:aws:bedrock:us-east-2:111122223333:application-inference-profile/one');
    const { hosts, identities } = known();
    expect(hosts?.['us-bedrock']?.guardrail).toEqual({ id: 'gr1abc2def3g', version: '4', definition: '0123456789ab' });
    expect(identities?.['search']?.['grounded']?.serviceAccount).toBe('llama-acme-grounded@acme-llama-grounded.iam.gserviceaccount.com');
    expect(hosts?.['grounding']).toMatchObject({ searchHost: 'eu-discoveryengine.googleapis.com', deployments: { blue: { pscAddress: '10.80.0.3' } } });
    expect(hosts?.['dev-foundry']).toMatchObject({ deployment: 'llama70', clientIds: { development: '11111111-2222-3333-4444-555555555555' } });
  });

  it('writes the same bytes whatever the order, and nothing when nothing changed', () => {
    bring(...Object.keys(deployed));
    const first = readFileSync(join(directory, 'topology.outputs.yaml'), 'utf8');
    expect(bring(...Object.keys(deployed).reverse()).stdout).toContain('nothing changed');
    rmSync(join(directory, 'topology.outputs.yaml'));
    bring(...Object.keys(deployed).reverse());
    expect(readFileSync(join(directory, 'topology.outputs.yaml'), 'utf8')).toBe(first);
    expect(readdirSync(directory).filter((name) => /\.\d+$/.test(name))).toEqual([]);
  });

  it('keeps what other stacks and people wrote, and drops what a stack no longer puts out', () => {
    writeFileSync(
      join(directory, 'topology.outputs.yaml'),
      'issuers: {prod: https://11111111-2222-3333-4444-555555555555.tokens.sts.global.api.aws}\nhosts:\n  grounding:\n    searchHost: eu-discoveryengine.googleapis.com\n    deployments: {green: {endpointId: "9"}, blue: {endpointId: "7"}}\n',
    );
    const { stdout } = bring('acme-search-google-vertex-grounding.json');
    expect(stdout).toContain('- hosts.grounding.deployments.green.endpointId: 9');
    expect(stdout).toContain('~ hosts.grounding.deployments.blue.endpointId: 7 -> 8123456789');
    expect(known()).toMatchObject({
      issuers: { prod: 'https://11111111-2222-3333-4444-555555555555.tokens.sts.global.api.aws' },
      hosts: { grounding: { searchHost: 'eu-discoveryengine.googleapis.com' } },
    });
  });

  it.each<[string, string, string, string]>([
    ['a sensitive value', 'acme-search-google-search-grounding.json', terraform({ searchHost: 'x' }, true), 'is sensitive'],
    ['a value of the wrong form', 'acme-search-google-vertex-grounding.json', terraform({ 'endpointId-blue': 'not-a-number' }), 'a numeric endpoint id'],
    ['a value that is no text', 'acme-search-google-vertex-grounding.json', terraform({ 'endpointId-blue': 5 }), 'Allowed: text'],
    ['a file that is named after no stack', 'acme-search-google-vertex-groundign.json', terraform({ 'endpointId-blue': '5' }), 'Did you mean'],
    ['a stack of another topology', 'other.json', JSON.stringify({ 'other-prod-aws-bedrock-x': { A: 'b' } }), 'is no stack of this topology'],
    ['an empty module', 'acme-search-google-search-grounding.json', '{}', 'holds no output'],
    ['something else', 'x.json', '{"a": 1}', 'neither what'],
    ['broken JSON', 'x.json', '{', 'not valid JSON'],
  ])('refuses %s and leaves the file alone', (_, name, text, said) => {
    bring('cdk-outputs.json');
    const before = readFileSync(join(directory, 'topology.outputs.yaml'), 'utf8');
    writeFileSync(join(directory, name), text);
    const { code, stderr } = bring(name);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
    expect(readFileSync(join(directory, 'topology.outputs.yaml'), 'utf8')).toBe(before);
  });

  it('leaves unbound what no stack prints, until it is written in by hand', () => {
    const unbound = () =>
      judge([stateUnbound], loadTopology(join(directory, 'topology.yaml')), asOf, {})
        .map(({ fix }) => /^Deploy ([\w-]+[,.])/.exec(fix)?.[1])
        .sort();
    const byHand = 'acme-search-google-vertex-grounding.';
    expect(unbound()).toEqual([
      'acme-dev-azure-foundry-dev-foundry,',
      'acme-prod-aws-bedrock-us-bedrock,',
      'acme-prod-aws-fleet-eu-fleet,',
      'acme-search-google-foundation-search,',
      'acme-search-google-search-grounding,',
      'acme-search-google-vertex-grounding,',
      byHand,
    ]);
    bring(...Object.keys(deployed));
    expect(unbound()).toEqual([byHand]);
    const file = join(directory, 'topology.outputs.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^ {2}grounding:$/m, `  grounding:\n    certificate: |\n${shown}`));
    expect(unbound()).toEqual([]);
  });

  it.each(topologies)('knows every output of %s, except what nothing needs, and every value that is needed is put out', (_, file) => {
    const loaded = topologyWith([], file);
    const recorded = new Map(recordedOutputs(loaded.topology).map((stackOutputs) => [stackOutputs.stack, stackOutputs]));
    const { aws = [], terraform: modules = [] } = evidenceOf(loaded);
    const taken = [...aws, ...modules].flatMap(({ name, document }) =>
      Object.entries((document['Outputs'] ?? document['output'] ?? {}) as object)
        .filter(([output]) => !output.startsWith('ExportsOutput'))
        .map(([output, { value }]) => ({ name, output, values: recorded.get(name)?.valuesOf(output, value ?? 'x') })),
    );
    expect(taken.filter(({ values }) => values === undefined)).toEqual([]);
    const paths = taken.flatMap(({ name, values = [] }) => values.map(({ path }) => `${name} ${path.join('.')}`));
    for (const { stack, path, byHand } of deployTimeValues(loaded.topology)) if (byHand === undefined) expect(paths).toContain(`${stack} ${path.join('.')}`);
  });
});
