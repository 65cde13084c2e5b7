import { describe, expect, it } from 'vitest';
import { provenanceText } from '../../../derived/provenance.js';
import { provenanceProblem } from '../../../derived/provenance-problem.js';
import { rule as modelServer } from '../../../policy/data-use/model-server.js';
import { rule } from '../../../policy/supply-chain/fine-tune-provenance.js';
import { adapterWith, hex } from '../../runtime/adapter-files.js';
import { manifestOf } from '../../runtime/fixtures.js';
import { type Json, resourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { fineTuned } from '../../support/fine-tuned.js';
import { type Edit, topologies, topologyWith } from '../../support/topologies.js';

const fleet = 'aws-fleet-desk-fleet';
const none = 'sha256:0000000000000000000000000000000000000000000000000000000000000000';
const proven = 'finishedOn: 2026-10-02 }\n      provenance: ';
const named = (digest: string): Edit => [`${proven}${none}`, `${proven}${digest}`];

/** What is wrong with the adapter if these files of it were approved. */
function found(contents: Readonly<Record<string, Buffer>>, ...edits: Edit[]) {
  const problem = provenanceProblem(topologyWith(edits, fineTuned).topology, 'claims', manifestOf(contents));
  return problem && [problem.field, problem.message];
}

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('accepts what the example emits', () => {
    expect(findings(rule, [], fineTuned)).toEqual([]);
  });

  it('refuses a fine-tune without a statement, at its line', () => {
    expect(topologyFindings(rule, [[`${proven}${none}\n`, 'finishedOn: 2026-10-02 }\n']], fineTuned)).toMatchObject([
      {
        severity: 'fatal',
        path: 'models.claims.fineTune',
        message: 'Llama-Insurance-Claims has no statement of provenance: nothing proves what it was made from.',
        line: 50,
      },
    ]);
  });

  const { contents, provenance } = adapterWith();
  const approved = named(`sha256:${provenance}`);

  it('accepts a statement among the approved files that says what the topology says', () => {
    expect(found(contents, approved)).toBeUndefined();
  });

  it('refuses another digest than the approved one, and approved files without a statement', () => {
    expect(found(contents)).toEqual(['fineTune.provenance', `Received ${none}. Allowed: sha256:${provenance}, which weights@acme.example approved.`]);
    const { 'PROVENANCE.json': _, ...rest } = contents;
    expect(found(rest, approved)).toEqual(['fineTune.provenance', expect.stringContaining('hold no PROVENANCE.json, and nodes and imports refuse them.')]);
  });

  it('refuses a topology that says something else than the statement that was approved', () => {
    const renamed: Edit = ['      name: Llama-Insurance-Claims\n', '      name: Llama-Insurance-Claims-2\n'];
    const text = provenanceText(topologyWith([renamed], fineTuned).topology, 'claims', manifestOf(contents).files) ?? '';
    expect(found(contents, approved, renamed)).toEqual(['fineTune', expect.stringContaining(`whose statement has sha256:${hex(text)}: name, method, base,`)]);
  });

  const userData = (change: (text: string) => string) => (document: Written) => {
    const data: Json = resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData;
    const parts: Json[] = data['Fn::Base64']['Fn::Join'][1];
    const before = JSON.stringify(parts);
    data['Fn::Base64']['Fn::Join'][1] = parts.map((part) => (typeof part === 'string' ? change(part) : part));
    if (JSON.stringify(data['Fn::Base64']['Fn::Join'][1]) === before) throw new Error('the edit changes nothing');
  };
  const emitted = (change: (document: Written) => void, stack = fleet) =>
    findingsAfter(rule, stack, change, {}, fineTuned).map(({ path, message }) => [path, message]);

  it('refuses nodes that check another statement of an adapter, or none', () => {
    const wanted = `for claims. Allowed: ${'0'.repeat(64)}, as models.claims.fineTune says.`;
    const last = `,${'0'.repeat(64)}"`;
    expect(emitted(userData((text) => text.replace(last, `,${'1'.repeat(64)}"`)))).toEqual([
      ['hosts.desk-fleet', expect.stringContaining(`check ${'1'.repeat(64)} ${wanted}`)],
    ]);
    expect(emitted(userData((text) => text.replace(last, ',none"')))).toEqual([['hosts.desk-fleet', expect.stringContaining(`check none ${wanted}`)]]);
    expect(emitted(userData((text) => text.replace(/^export ADAPTERS=.*$/m, 'export ADAPTERS=""')))).toEqual([
      ['hosts.desk-fleet', expect.stringContaining('check no provenance for claims')],
    ]);
  });

  it('refuses an import that checks none', () => {
    const weights = (change: (properties: Json) => void) =>
      emitted((document) => change(resourceOf(document, 'Custom::BedrockImportedModel').Weights), 'aws-bedrock-import-mail-import');
    expect(weights((one) => (one.ProvenanceSha256 = 'none'))).toEqual([
      ['hosts.mail-import', expect.stringContaining('has the import check none for triage.')],
    ]);
    expect(weights((one) => delete one.ProvenanceSha256)).toEqual([
      ['hosts.mail-import', expect.stringContaining('has the import check no provenance for triage.')],
    ]);
  });
});

describe(`${modelServer.id} of a fleet with adapters`, () => {
  const server = (change: (words: string[]) => void) =>
    findingsAfter(
      modelServer,
      fleet,
      (document) => change(resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Command),
      {},
      fineTuned,
    ).map(({ message }) => message);

  it('allows the adapters of the topology, and how much room they have', () => {
    expect(server(() => undefined)).toEqual([]);
    const words: string[] = [];
    server((command) => void words.push(...command));
    expect(words.slice(-5)).toEqual(['--enable-lora', '--max-loras=1', '--max-lora-rank=16', '--lora-modules', 'claims=/models/claims']);
  });

  it.each<[string, (words: string[]) => void, string]>([
    ['an adapter that is not in the topology', (words) => void words.push('rogue=/models/rogue'), 'rogue=/models/rogue'],
    ['files that nothing proved', (words) => void words.splice(-1, 1, 'claims=/tmp/claims'), '--lora-modules'],
    ['the adapter of another name', (words) => void words.splice(-1, 1, 'llama8=/models/claims'), '--lora-modules'],
    ['a second list, which replaces the first', (words) => void words.push('--lora-modules', 'x=/models/x'), '--lora-modules (again)'],
    ['no adapter at all', (words) => void words.splice(-5), '--enable-lora'],
    ['a larger rank', (words) => void words.splice(words.indexOf('--max-lora-rank=16'), 1, '--max-lora-rank=64'), '--max-lora-rank'],
  ])('refuses %s', (_, change, named) => {
    expect(server(change).join('\n')).toContain(named);
  });

  it('refuses loading by callers', () => {
    const found = findingsAfter(
      modelServer,
      fleet,
      (document) =>
        void resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].Environment.push({
          Name: 'VLLM_ALLOW_RUNTIME_LORA_UPDATING',
          Value: 'True',
        }),
      {},
      fineTuned,
    );
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining('VLLM_ALLOW_RUNTIME_LORA_UPDATING')]);
  });
});
