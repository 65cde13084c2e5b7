import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { outputDifferences } from '../../synthesis/compare/compare.js';
import { recordedFileDifferences } from '../../synthesis/compare/recorded-files.js';
import { parseLocks } from '../../topology/provider-locks.js';
import type { Json } from '../support/documents.js';
import { outputOf } from '../support/synthesized.js';
import { topologyWith } from '../support/topologies.js';

const outputs = { 'cdk.out': 'aws', 'cdktf.out': 'terraform', 'gateway.out': 'gateway' } as const;
const names = Object.keys(outputs) as (keyof typeof outputs)[];
let directory: string;
let fresh: Readonly<Record<string, string>>;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'compare-'));
  const { topology } = topologyWith();
  const loaded = topologyWith([], 'topology.yaml', rehearsalOutputs(topology));
  fresh = Object.fromEntries(names.map((name) => [name, outputOf(outputs[name], loaded)]));
});
beforeEach(() => {
  for (const name of names) {
    rmSync(at(name), { recursive: true, force: true });
    cpSync(fresh[name] ?? '', at(name), { recursive: true });
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const at = (path: string) => join(directory, path);
const edit = (path: string, from: string | RegExp, to: string) => {
  const text = readFileSync(at(path), 'utf8');
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  writeFileSync(at(path), edited);
};
const editJson = (path: string, change: (document: Json) => void) => {
  const document = JSON.parse(readFileSync(at(path), 'utf8'));
  change(document);
  writeFileSync(at(path), JSON.stringify(document, null, 1));
};
const add = (path: string, content: string | Uint8Array) => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
};
/** Differences of all outputs, each as `path: message` without the directory of this test. */
const found = async (locks = '') => {
  const pairs = names.map((name) => ({ app: outputs[name], found: at(name), fresh: fresh[name] ?? '', locks: parseLocks(locks) ?? [] }));
  const all = (await Promise.all(pairs.map(outputDifferences))).flat();
  return all.map(({ path, message }) => `${path}: ${message.replaceAll(`${directory}/`, '')}`);
};
const module = 'cdktf.out/stacks/acme-dev-azure-account';
const foundation = 'cdktf.out/stacks/acme-search-google-foundation-search/cdk.tf.json';
const organization = 'cdk.out/acme-management-aws-organization.template.json';
const asset = () => readdirSync(at('cdk.out')).find((name) => name.startsWith('asset.') && !name.endsWith('.json')) ?? expect.fail('no asset');
const lock = (version: string, hash: string) => `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

provider "registry.terraform.io/hashicorp/azurerm" {
  version     = "${version}"
  constraints = "${version}"
  hashes = [
    "h1:${hash}",
  ]
}
`;

/** An archive with `index.mjs` twice, the real one last. */
const twice = () => {
  const both = Buffer.from(zipSync({ 'index.mjs': Buffer.from('steal()'), 'index.mjz': readFileSync(at(`cdk.out/${asset()}/index.mjs`)) }, { level: 0 }));
  for (let place = both.indexOf('index.mjz'); place >= 0; place = both.indexOf('index.mjz')) both.write('index.mjs', place);
  return both;
};

describe('output that was synthesized', () => {
  it('has no difference, also after the CDK and Terraform worked in it', async () => {
    const code = readFileSync(at(`cdk.out/${asset()}/index.mjs`));
    add(`cdk.out/.cache/${asset().slice('asset.'.length)}.zip`, zipSync({ 'index.mjs': code }));
    add('cdk.out/read.4711.1.lock', '');
    add(`${module}/.terraform/providers/registry.terraform.io/hashicorp/azurerm/4.55.0/linux_amd64/terraform-provider-azurerm_v4.55.0_x5`, 'binary');
    add(`${module}/.terraform/terraform.tfstate`, '{}');
    add(`${module}/.terraform.lock.hcl`, lock('4.55.0', 'MADE='));
    add(`${module}/out.tfplan`, 'plan');
    rmSync(at('cdk.out/tree.json'), { force: true });
    expect(await found()).toEqual([]);
    // By what each records of itself, without a second synthesis.
    expect(names.flatMap((name) => recordedFileDifferences(outputs[name], at(name), []))).toEqual([]);
  });

  it('keeps to the checksums that are committed beside the topology', async () => {
    add(`${module}/.terraform.lock.hcl`, lock('4.55.0', 'MADE='));
    expect(await found(lock('4.55.0', 'MADE='))).toEqual([]);
    expect(await found(lock('4.55.0', 'OTHER='))).toEqual([
      expect.stringMatching(/accepts packages of .*azurerm that the committed lock file does not \(h1:MADE=\)/),
    ]);
  });
});

describe('a difference is told', () => {
  it.each<[what: string, spoil: () => void, finding: string | RegExp]>([
    [
      'a value that no rule looks at',
      () => edit(organization, '"Description": "', '"Description": "Was: '),
      /^accounts\.aws\.management\.organization: cdk\.out\/acme-management.*was changed: .*received Was: /,
    ],
    ['white space alone', () => edit(organization, '{\n', '{\n\n'), /written differently, though it means the same/],
    [
      'a value of a module',
      () => edit(foundation, '"deletion_policy": "PREVENT"', '"deletion_policy": "DELETE"'),
      /^accounts\.google\.search: .*deletion_policy: received DELETE, synthesized PREVENT/,
    ],
    ['code of a function', () => edit(`cdk.out/${asset()}/index.mjs`, /$/, '//'), /index\.mjs has other content/],
    ['a second file beside the code', () => add(`cdk.out/${asset()}/extra.mjs`, ''), /extra\.mjs is no file of this synthesis/],
    [
      'an archive that would be uploaded instead of the code',
      () => add(`cdk.out/.cache/${asset().slice('asset.'.length)}.zip`, zipSync({ 'index.mjs': new TextEncoder().encode('steal()') })),
      /\.cache\/.*\.zip holds another index\.mjs than the asset/,
    ],
    ['an archive with two files of one name', () => add(`cdk.out/.cache/${asset().slice('asset.'.length)}.zip`, twice()), /\.zip holds a file twice/],
    ['an archive of no asset', () => add('cdk.out/.cache/00.zip', zipSync({})), /belongs to no asset/],
    [
      'a role in the manifest',
      () => editJson('cdk.out/manifest.json', (m) => (m.artifacts['acme-prod-aws-network-eu'].properties.assumeRoleArn = 'arn:aws:iam::000000000000:role/x')),
      /manifest\.json differs.*assumeRoleArn: received arn:aws:iam::000000000000:role\/x/,
    ],
    [
      'a dependency in the manifest',
      () => editJson('cdk.out/manifest.json', (m) => (m.artifacts['acme-prod-aws-fleet-eu-fleet'].dependencies = [])),
      /manifest\.json differs.*acme-prod-aws-fleet-eu-fleet\.dependencies/,
    ],
    [
      'a template elsewhere',
      () =>
        editJson(
          'cdk.out/manifest.json',
          (m) => (m.artifacts['acme-prod-aws-network-eu'].properties.stackTemplateAssetObjectUrl = 's3://elsewhere/template.json'),
        ),
      /stackTemplateAssetObjectUrl: received s3:\/\/elsewhere/,
    ],
    [
      'an asset’s destination',
      () => edit('cdk.out/acme-prod-aws-network-eu.assets.json', /"bucketName": "[^"]+"/, '"bucketName": "other"'),
      /assets\.json differs/,
    ],
    ['a nested assembly', () => add('cdk.out/assembly-x/manifest.json', '{}'), /assembly-x\/manifest\.json is no file of this synthesis/],
    ['an override', () => add(`${module}/override.tf.json`, '{}'), /^accounts\.azure\.dev: .*override\.tf\.json is no file of this synthesis/],
    ['variables', () => add(`${module}/terraform.tfvars`, ''), /terraform\.tfvars is no file/],
    ['a module of OpenTofu', () => add(`${module}/more.tofu`, ''), /more\.tofu is no file/],
    ['modules that were fetched', () => add(`${module}/.terraform/modules/modules.json`, '{}'), /modules\.json is no file/],
    ['another workspace', () => add(`${module}/.terraform/environment`, 'shadow'), /selects another workspace/],
    [
      'another version of a provider',
      () => add(`${module}/.terraform.lock.hcl`, lock('4.56.0', 'X=')),
      /locks .*azurerm 4\.56\.0; the module requires 4\.55\.0/,
    ],
    ['a lock file with more in it', () => add(`${module}/.terraform.lock.hcl`, `${lock('4.55.0', 'X=')}locals {}\n`), /is not what "terraform init" writes/],
    ['a module without its folder', () => rmSync(at(module), { recursive: true }), /cdk\.tf\.json is missing/],
    ['a template that is missing', () => unlinkSync(at(organization)), /acme-management-aws-organization\.template\.json is missing/],
    ['a template that is no JSON', () => writeFileSync(at(organization), '{'), /is no valid JSON object/],
    [
      'an origin in blueprint.json',
      () => editJson('cdk.out/blueprint.json', (b) => (b.origins['acme-prod-aws-fleet-eu-fleet'].origin = 'name')),
      /blueprint\.json differs/,
    ],
    ['no blueprint.json', () => unlinkSync(at('cdk.out/blueprint.json')), /blueprint\.json is missing/],
    ['a quota', () => edit('cdk.out/quotas.json', /\d+/, '1'), /quotas\.json differs/],
    ['a right', () => edit('cdk.out/before-deployment.json', 'deploy-role', 'admin-role'), /before-deployment\.json differs/],
    [
      'a link',
      () => {
        unlinkSync(at(`${module}/cdk.tf.json`));
        symlinkSync(at('kept/cdktf.out/stacks/acme-dev-azure-account/cdk.tf.json'), at(`${module}/cdk.tf.json`));
      },
      /cdk\.tf\.json is no plain file/,
    ],
    [
      'an address of the gateway',
      () => edit('gateway.out/eu/envoy.json', 'llama.eu.acme.internal', 'elsewhere.example'),
      /^gateway\.zones\.eu: gateway\.out\/eu\/envoy\.json differs.*received elsewhere\.example, synthesized llama\.eu\.acme\.internal/,
    ],
    ['an authority that the gateway trusts', () => edit('gateway.out/eu/trust/in-house.pem', 'MII', 'MIJ'), /trust\/in-house\.pem has other content/],
    ['a script of the gateway', () => edit('gateway.out/any/attempt.lua', /$/, '-- more'), /^gateway\.zones\.any: .*attempt\.lua has other content/],
    ['a further zone', () => add('gateway.out/shadow/envoy.json', '{}'), /^name: gateway\.out\/shadow\/envoy\.json is no file of this synthesis/],
    ['a further file of a zone', () => add('gateway.out/eu/trust/more.pem', ''), /^gateway\.zones\.eu: .*more\.pem is no file of this synthesis/],
    ['a zone without its policy', () => unlinkSync(at('gateway.out/us/policy.json')), /^gateway\.zones\.us: .*policy\.json is missing/],
    ['an output that is missing', () => rmSync(at('cdktf.out'), { recursive: true }), /cdktf\.out is missing/],
  ])('%s', async (_, spoil, finding) => {
    spoil();
    expect(await found()).toContainEqual(expect.stringMatching(finding));
  });
});
