import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { objects } from '../../../runtime/gateway/aws/objects.js';
import type { KeysSource } from '../../../runtime/gateway/forms/keys.js';
import { keysForm } from '../../../runtime/gateway/forms/policy.js';
import { merged } from '../../../runtime/gateway/keys/merged.js';
import { KeyObjects } from '../../../runtime/gateway/keys/objects.js';
import { type Storage, storage } from '../../support/s3.js';

let s3: Storage;
let lines: string[];
beforeEach(async () => {
  s3 = await storage();
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => {
  s3.stop();
  vi.restoreAllMocks();
});

const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't', expiration: new Date(Date.now() + 3_600_000) });
const source = (): KeysSource => ({
  version: 1,
  topology: 'acme',
  zone: 'eu',
  taskCredentials: 'http://169.254.170.2',
  region: 'eu-north-1',
  endpoint: s3.address,
  bucket: 'keys-of-eu',
  prefix: 'keys/',
  file: '/run/gateway/keys.json',
  every: 10,
  workloads: ['one', 'two'],
});
const watcher = () => new KeyObjects(source(), objects({ region: 'eu-north-1', endpoint: s3.address }, credentials));
const [a, b, c] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];
const kept = (team: string, more: object = {}) => ({ id: `${team}-1`, team, created: '2026-11-29T00:00:00.000Z', createdBy: 'x', ...more });
const put = (workload: string, keys: object, zone = 'eu') =>
  s3.objects.set(`keys-of-eu/keys/${workload}.json`, JSON.stringify({ version: 1, zone, workload, keys }));

describe('keys of a zone', () => {
  it('are those of all its workloads, in the form that the policy service reads', async () => {
    put('one', { [a]: kept('red', { requestsPerMinute: 60, tokensPerMinute: 9_000 }) });
    put('two', { [b]: kept('blue', { expires: '2026-12-01T00:00:00.000Z' }) });
    const file = merged(await watcher().read(), Date.parse('2026-11-30'));
    expect(keysForm.parse(file).keys).toEqual({
      [a]: { team: 'red', workloads: ['one'], requestsPerMinute: 60, tokensPerMinute: 9_000 },
      [b]: { team: 'blue', workloads: ['two'], expires: '2026-12-01T00:00:00.000Z' },
    });
  });

  it('end on their day', async () => {
    put('one', { [a]: kept('red', { expires: '2026-11-30T00:00:00.000Z' }), [b]: kept('blue') });
    const found = await watcher().read();
    expect(Object.keys(merged(found, Date.parse('2026-11-29T23:59:59Z')).keys)).toEqual([a, b]);
    expect(Object.keys(merged(found, Date.parse('2026-11-30T00:00:00Z')).keys)).toEqual([b]);
  });

  it('are none before any was made, and none of another workload or zone', async () => {
    const watched = watcher();
    expect(merged(await watched.read(), 0)).toEqual({ version: 1, keys: {} });
    put('three', { [c]: kept('red') });
    put('one', { [a]: kept('red') }, 'us');
    expect(await watched.read()).toEqual([]);
    expect(lines.join('')).toContain('of another zone or workload');
  });

  it('are read again when they changed, and only then', async () => {
    put('one', { [a]: kept('red') });
    put('two', { [b]: kept('blue') });
    const watched = watcher();
    await watched.read();
    const before = s3.asked.length;
    await watched.read();
    expect(s3.asked.length - before).toBe(1);
    put('one', { [c]: kept('red') });
    expect(Object.keys(merged(await watched.read(), 0).keys)).toEqual([b, c]);
    expect(s3.asked.slice(before + 1).map(({ path }) => path.replace(/\?.*/, ''))).toEqual(['/keys-of-eu/', '/keys-of-eu/keys/one.json']);
  });

  it('stay as they were where an object has another form, and are gone with it', async () => {
    put('one', { [a]: kept('red') });
    const watched = watcher();
    await watched.read();
    s3.objects.set('keys-of-eu/keys/one.json', '{"secret":"sk-in-clear"}');
    expect(Object.keys(merged(await watched.read(), 0).keys)).toEqual([a]);
    expect(lines.join('')).toContain('"object":"keys/one.json"');
    expect(lines.join('')).not.toContain('sk-in-clear');
    s3.objects.delete('keys-of-eu/keys/one.json');
    expect(await watched.read()).toEqual([]);
  });

  it('are not taken for none when they cannot be read', async () => {
    put('one', { [a]: kept('red') });
    const watched = watcher();
    s3.stop();
    await expect(watched.read()).rejects.toThrow();
  });
});
