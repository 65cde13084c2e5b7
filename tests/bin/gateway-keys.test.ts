import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKey, listKeys, revokeKey, rotateKey } from '../../bin/commands/gateway-keys.js';
import type { KeptKey, KeysObject } from '../../runtime/gateway/forms/keys.js';
import { type Storage, storage } from '../support/s3.js';

const place = 'llama-keys-acme-eu-111122223333/keys/eu-production.json';
const digest = (key: string) => createHash('sha256').update(key).digest('hex');
const on = { topology: 'topology.yaml', workload: 'eu-production' };
const create = (more: object = {}) => createKey({ ...on, team: 'plant', by: 'platform@acme.example', days: '90', ...more });

let s3: Storage;
let printed: string[];
let told: string[];

beforeEach(async () => {
  s3 = await storage();
  const env = { AWS_ENDPOINT_URL_S3: s3.address, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's', AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  [printed, told] = [[], []];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text).trim()) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
});
afterEach(() => {
  s3.stop();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const stored = (): KeysObject => JSON.parse(s3.objects.get(place) ?? 'null') as KeysObject;
const only = (): KeptKey => Object.values(stored().keys)[0] as KeptKey;

describe('a key of a workload', () => {
  it('is printed once, and only its digest is stored', async () => {
    expect(await create({ requestsPerMinute: '600' })).toBe(0);
    const [key = ''] = printed;
    expect(key).toMatch(/^sk-acme-eu-[\w-]{43}$/);
    expect(Object.keys(stored().keys)).toEqual([digest(key)]);
    expect(only()).toMatchObject({ team: 'plant', createdBy: 'platform@acme.example', requestsPerMinute: 600 });
    const days = (Date.parse(only().expires ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThan(90.1);
    expect(JSON.stringify([stored(), told, s3.asked.map(({ path, headers }) => [path, headers])])).not.toContain(key.slice(11));
  });

  it('is where the tasks of its zone look, and of no other', async () => {
    await create({ workload: 'variable' });
    expect([...s3.objects.keys()]).toEqual(['llama-keys-acme-us-111122223333/keys/variable.json']);
  });

  it('is not lost when another writer comes between reading and writing', async () => {
    await create();
    const [first = ''] = printed;
    const other = { id: 'other-20261129-aaaaaa', team: 'other', created: '2026-11-29T00:00:00.000Z', createdBy: 'x' };
    let times = 0;
    s3.meanwhile = (path) => {
      if (times++ > 0) return;
      const object = stored();
      s3.objects.set(path, JSON.stringify({ ...object, keys: { ...object.keys, ['0'.repeat(64)]: other } }));
    };
    await create({ team: 'office' });
    expect(Object.keys(stored().keys).sort()).toEqual([digest(first), digest(printed[1] ?? ''), '0'.repeat(64)].sort());
    expect(times).toBe(2);
  });

  it('is not lost when two make the first one at once', async () => {
    await Promise.all([create({ team: 'one' }), create({ team: 'two' }), create({ team: 'three' })]);
    expect(
      Object.values(stored().keys)
        .map(({ team }) => team)
        .sort(),
    ).toEqual(['one', 'three', 'two']);
    expect(Object.keys(stored().keys).sort()).toEqual(printed.map(digest).sort());
  });

  it('is not written over what changes without end', async () => {
    await create();
    s3.meanwhile = (path) => s3.objects.set(path, `${s3.objects.get(path)} `);
    await expect(create()).rejects.toThrow(/changed 5 times/);
  });

  it('gives way to a new one, and both are good until then', async () => {
    await create({ requestsPerMinute: '60', tokensPerMinute: '90000' });
    const { id } = only();
    await rotateKey({ ...on, id, by: 'next', days: '30', overlapHours: '2' });
    const [before = '', after = ''] = printed;
    const keys = stored().keys;
    expect(keys[digest(after)]).toMatchObject({ team: 'plant', requestsPerMinute: 60, tokensPerMinute: 90_000, createdBy: 'next' });
    await listKeys(on);
    expect(printed.at(-1)).toMatch(/tokens\/minute\/task.*\t60\t90000\t/s);
    const hours = (Date.parse(keys[digest(before)]?.expires ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(1.9);
    expect(hours).toBeLessThan(2.1);
  });

  it('is taken away by its id', async () => {
    await create();
    await expect(revokeKey({ ...on, id: 'plant-20200101-aaaaaa' })).rejects.toThrow(/Allowed for eu-production: plant-/);
    await revokeKey({ ...on, id: only().id });
    expect(stored().keys).toEqual({});
  });

  it('is listed without being shown', async () => {
    await create();
    const [key = ''] = printed;
    await listKeys(on);
    expect(printed.at(-1)).toContain(`${only().id}\teu-production\tplant`);
    expect(printed.at(-1)).not.toContain(key.slice(11));
    expect(printed.at(-1)).not.toContain(digest(key));
  });

  it.each([
    [{ workload: 'eu-prodution' }, /--workload: received "eu-prodution".*did you mean "?eu-production/i],
    [{ days: '366' }, /--days: received "366". Allowed: a whole number from 1 to 365/],
    [{ days: 'never' }, /--days/],
    [{ team: 'Plant 1' }, /--team/],
    [{ requestsPerMinute: '0' }, /--requests-per-minute/],
    [{ tokensPerMinute: '1.5' }, /--tokens-per-minute: received "1.5"/],
  ])('is refused with %j', async (more, message) => {
    await expect(create(more)).rejects.toThrow(message);
    expect(s3.asked).toEqual([]);
  });

  it('is refused where what is stored is of another workload', async () => {
    s3.objects.set(place, JSON.stringify({ version: 1, zone: 'eu', workload: 'grounded', keys: {} }));
    await expect(create()).rejects.toThrow(/holds no keys of eu-production in eu/);
  });
});
