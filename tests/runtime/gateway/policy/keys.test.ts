import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keys } from '../../../../runtime/gateway/policy/keys.js';
import { ask, chat, logged, serviceWith } from './ask.js';
import { digestOf } from './policies.js';

let directory: string;
let file: string;
let keys: Keys;
let lines: string[];
let stdout: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keys-'));
  file = join(directory, 'keys.json');
  keys = new Keys(file);
  lines = [];
  stdout = vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => {
  keys.unwatch();
  stdout.mockRestore();
  rmSync(directory, { recursive: true });
});

const holder = { team: 'red', workloads: ['plain'] };
const content = (key: string) => JSON.stringify({ version: 1, keys: { [digestOf(key)]: holder } });
/** As a deployment does it: another file takes the place of the one there is. */
const replace = (text: string) => {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
};

describe('keys', () => {
  it('are known by their digest', () => {
    replace(content('secret-key'));
    keys.watch();
    expect(keys.size).toBe(1);
    expect(keys.holderOf('secret-key')).toEqual(holder);
    for (const key of ['secret-kez', 'secret-ke', 'secret-key ', '', digestOf('secret-key')]) expect(keys.holderOf(key)).toBeUndefined();
  });

  it('are read again when another file takes the place, and kept where that one cannot be used', async () => {
    replace(content('first'));
    keys.watch();
    replace(content('second'));
    await vi.waitFor(() => expect(keys.holderOf('second')).toEqual(holder), { timeout: 5_000 });
    expect(keys.holderOf('first')).toBeUndefined();
    replace('{"version":1,"keys":{"second":{"team":"red","workloads":["plain"]}}}');
    await vi.waitFor(() => expect(lines.at(-1)).toContain('"reason":"has another form at keys"'), { timeout: 5_000 });
    expect(keys.holderOf('second')).toEqual(holder);
  });

  it.each([
    ['no JSON', 'secret-key', 'is no JSON'],
    ['another version', '{"version":2,"keys":{}}', 'has another form at version'],
    ['a key in place of a digest', '{"version":1,"keys":{"secret-key":{"team":"red","workloads":["plain"]}}}', 'has another form at keys'],
    ['a key for no workload', `{"version":1,"keys":{"${'0'.repeat(64)}":{"team":"red","workloads":[]}}}`, 'has another form at keys'],
    ['a field that is not known', `{"version":1,"keys":{},"admin":true}`, 'has another form at its top'],
  ])('are none with %s, and the log says why without a key', (_, text, reason) => {
    replace(text);
    keys.watch();
    expect(keys.size).toBeUndefined();
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'error', event: 'keys not read', path: file, reason, kept: 0 });
    expect(lines.join('')).not.toContain('secret-key');
  });
});

it('nobody may call without a file', async () => {
  const { service, close } = serviceWith();
  logged(() => keys.watch());
  const { refused } = await ask({ ...service, keys }, { body: chat() });
  expect(refused).toMatchObject({ status: 503, body: { error: { code: 'keys_unavailable', type: 'server_error' } }, headers: { 'retry-after': '1' } });
  close();
});
