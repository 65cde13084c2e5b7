import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { bundleGatewayProcess } from '../../../runtime/bundle.js';
import { json, type Loopback, loopback } from './loopback.js';
import { type Clouds, clouds, credentialsOf, tokensFile } from './tokens.js';

const directory = mkdtempSync(join(tmpdir(), 'tokens-process-'));
let all: Clouds;
let elsewhere: Loopback;
let child: ChildProcess;
let output = '';

beforeAll(async () => {
  all = await clouds();
  elsewhere = await loopback((_, response) => json(response, 200, {}));
  const { fleet, vertex, proxied } = credentialsOf(all);
  const file = join(directory, 'tokens.json');
  writeFileSync(file, JSON.stringify(tokensFile(all, directory, { 'a.fleet': fleet, 'a.vertex': vertex, 'a.foundry': proxied })));
  const wrong = elsewhere.address;
  child = spawn(process.execPath, [join(bundleGatewayProcess('tokens'), 'index.mjs'), file], {
    env: {
      ...{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/a', AWS_CONTAINER_CREDENTIALS_FULL_URI: wrong },
      ...{ AWS_ENDPOINT_URL: wrong, AWS_ENDPOINT_URL_STS: wrong, AWS_ENDPOINT_URL_SECRETS_MANAGER: wrong, AWS_ENDPOINT_URL_LAMBDA: wrong },
      ...{ AWS_ACCESS_KEY_ID: 'WRONG', AWS_SECRET_ACCESS_KEY: 'WRONG', AWS_REGION: 'eu-west-3', AWS_USE_FIPS_ENDPOINT: 'true' },
      ...{ HTTP_PROXY: wrong, HTTPS_PROXY: wrong, ALL_PROXY: wrong, http_proxy: wrong, https_proxy: wrong, NODE_USE_ENV_PROXY: '1' },
      ...{ GOOGLE_APPLICATION_CREDENTIALS: '/nonexistent', GCE_METADATA_HOST: wrong, AZURE_AUTHORITY_HOST: wrong },
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => (output += piece));
  await vi.waitFor(() => expect(existsSync(join(directory, 'secrets/ready'))).toBe(true), { timeout: 20_000 });
});
afterAll(() => {
  child.kill('SIGKILL');
  all.stop();
  elsewhere.stop();
  rmSync(directory, { recursive: true });
});

it('fetches from where its file says, whatever the environment says, and prints no credential', async () => {
  const secret = (name: string) => JSON.parse(readFileSync(join(directory, `secrets/${name}.json`), 'utf8')).resources[0].generic_secret.secret.inline_string;
  expect(['a.fleet', 'a.vertex', 'a.foundry'].map(secret)).toEqual(['Bearer key-of-fleet', 'Bearer token-of-google', 'Bearer token-of-entra']);
  expect(elsewhere.asked).toEqual([]);
  // It says so after the file that others wait for.
  await vi.waitFor(() => expect(output).toMatch(/"ready"/), { timeout: 20_000 });
  expect(output).not.toMatch(/token-of|key-of|jwt|secret-of/);
});

it('ends on SIGTERM', async () => {
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});
