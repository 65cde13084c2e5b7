import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileEdits } from './edits.js';

const stack = (name: string) => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://111122223333/eu-north-1',
  properties: { templateFile: `${name}.template.json`, terminationProtection: true },
  dependencies: [`${name}.assets`],
});
const role = '"assumeRoleArn": "arn:aws:iam::111122223333:role/publish"';
const blueprint = JSON.stringify({ topology: { sha256: 'a' }, generation: 'b', origins: { one: { origin: 'hosts.one' }, two: { origin: 'hosts.two' } } });

/** An output of two stacks and two modules, as small as every edit can still be made in. */
const output: Readonly<Record<string, string>> = {
  'cdk.out/manifest.json': JSON.stringify({ artifacts: { one: stack('one'), two: stack('two') } }),
  'cdk.out/one.template.json': '{"Resources":{"A":{}}}',
  'cdk.out/two.template.json': '{"Resources":{"B":{}}}',
  'cdk.out/one.assets.json': `{"files": {"x": {"bucketName": "own", ${role}}}, "dockerImages": {}}`,
  'cdk.out/asset.0123/index.mjs': 'export {};',
  'cdk.out/quotas.json': '{"quota": 24}',
  'cdk.out/before-deployment.json': '{"assumes": "cdk-deploy-role"}',
  'cdk.out/blueprint.json': blueprint,
  'cdktf.out/manifest.json': JSON.stringify({ stacks: { three: { workingDirectory: 'stacks/three', dependencies: ['four'] } } }),
  'cdktf.out/stacks/three/cdk.tf.json': '{}',
  'cdktf.out/blueprint.json': blueprint,
  'gateway.out/blueprint.json': blueprint,
  'gateway.out/eu/attempt.lua': '-- nothing',
  'gateway.out/eu/trust/in-house.pem': 'certificate',
  'gateway.out/eu/tokens.json': '{"account": "111122223333"}',
  'gateway.out/eu/policy.json': '{"workloads": {"eu-production": {"after": "windows"}}}',
  'gateway.out/eu/envoy.json':
    '{"address": "llama.eu.acme.internal", "sni": "x", "failure_mode_allow": false, "minimum": "TLSv1_2", "timeout": "30s", "upstream_connection_options": {\n "tcp_keepalive": {\n "keepalive_time": 60 }\n}, "admin": {"pipe": {\n "path": "x" }}}',
};

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'file-edits-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Names and contents of everything below a directory. */
function digestOf(directory: string): string {
  const digest = createHash('sha256');
  for (const name of readdirSync(directory, { recursive: true }).map(String).sort()) {
    digest.update(`${name}\0`);
    if (statSync(join(directory, name)).isFile()) digest.update(readFileSync(join(directory, name)));
  }
  return digest.digest('hex');
}

it('every edit of files has a name of its own', () => {
  expect(new Set(fileEdits.map(({ name }) => name)).size).toBe(fileEdits.length);
});

it.each(fileEdits.map((edit) => [edit.name, edit] as const))('%s changes the output', (_, { apply }) => {
  const directory = join(root, 'output');
  rmSync(directory, { recursive: true, force: true });
  for (const [file, text] of Object.entries(output)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  const before = digestOf(directory);
  apply(directory);
  expect(digestOf(directory)).not.toBe(before);
});
