import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { record } from '../../bin/commands/weights-record.js';
import { InputError } from '../../topology/error.js';
import { wholeText } from '../support/topologies.js';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const manifest = `${'a'.repeat(64)}  model.safetensors\n`;
const digest = createHash('sha256').update(manifest).digest('hex');
const zeros = `sha256:${'0'.repeat(64)}`;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'blueprint-record-'));
  const write = (name: string, content: string | Buffer) => writeFileSync(join(directory, name), content);
  write('topology.yaml', wholeText().replaceAll(zeros, `sha256:${digest}`));
  write('MANIFEST.sha256', manifest);
  write('MANIFEST.sha256.sig', sign('sha256', Buffer.from(manifest), privateKey));
  write('key.der', publicKey.export({ type: 'spki', format: 'der' }));
  write('key.pem', publicKey.export({ type: 'spki', format: 'pem' }));
});
afterEach(() => rmSync(directory, { recursive: true }));

const outputs = () => join(directory, 'topology.outputs.yaml');
const recorded = (change: Partial<Parameters<typeof record>[0]> = {}) =>
  record({
    topology: join(directory, 'topology.yaml'),
    model: 'llama70',
    account: 'prod',
    region: 'eu-north-1',
    manifest: join(directory, 'MANIFEST.sha256'),
    signature: join(directory, 'MANIFEST.sha256.sig'),
    publicKey: join(directory, 'key.der'),
    ...change,
  });

describe('weights record', () => {
  it('writes the digest of a manifest that the signing key signed, and does so once', () => {
    expect(recorded()).toBe(0);
    const text = readFileSync(outputs(), 'utf8');
    expect(text).toContain(`weights:\n  prod:\n    eu-north-1:\n      llama70: sha256:${digest}\n`);
    expect(recorded({ publicKey: join(directory, 'key.pem') })).toBe(0);
    expect(readFileSync(outputs(), 'utf8')).toBe(text);
  });

  it('keeps what the file knows already', () => {
    writeFileSync(outputs(), 'issuers:\n  prod: https://11111111-2222-3333-4444-555555555555.tokens.sts.global.api.aws\n');
    recorded();
    expect(readFileSync(outputs(), 'utf8')).toMatch(/issuers:\n {2}prod: https:\/\/[0-9a-f-]+\.tokens\.sts\.global\.api\.aws\nweights:/);
  });

  it.each([
    [
      'a signature of another key',
      () =>
        writeFileSync(
          join(directory, 'MANIFEST.sha256.sig'),
          sign('sha256', Buffer.from(manifest), generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey),
        ),
      {},
      /no signature of/,
    ],
    ['a manifest that was changed', () => writeFileSync(join(directory, 'MANIFEST.sha256'), `${manifest}\n`), {}, /approves sha256:/],
    ['a key that is none', () => writeFileSync(join(directory, 'key.der'), 'no key'), {}, /is no public key/],
    ['a file that is not there', () => {}, { signature: 'nowhere.sig' }, /nowhere\.sig cannot be read \(ENOENT\)/],
    ['a place without weights', () => {}, { region: 'eu-west-1' }, /Allowed: --account prod --region eu-north-1/],
    ['a model that is not served there', () => {}, { model: 'llama7' }, /Allowed in prod, eu-north-1: llama70/],
  ])('refuses %s, with nothing written', (_, prepare, change, message) => {
    prepare();
    expect(() => recorded(change)).toThrow(InputError);
    expect(() => recorded(change)).toThrow(message);
    expect(existsSync(outputs())).toBe(false);
  });
});
