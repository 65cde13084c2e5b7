import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { facts } from '../../bin/commands/facts.js';
import { factsRefresh } from '../../bin/commands/facts-refresh.js';
import { answering, bedrockOffer } from '../facts/refresh/answers.js';

const said = { out: '', err: '' };
vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
  said.out += text;
  return true;
});
vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
  said.err += text;
  return true;
});
afterEach(() => Object.assign(said, { out: '', err: '' }));

const offers = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrock/';
const options = { source: ['aws-bulk-bedrock'], asOf: '2026-11-29' };
const tokens = (model: string, inferenceType: string) => ({ model, inferenceType });
const offer = (output: string) =>
  bedrockOffer([
    ['i', tokens('Llama 3.3 70B', 'Input tokens'), '0.00072'],
    ['o', tokens('Llama 3.3 70B', 'Output tokens'), output],
  ]);
const none = bedrockOffer([]);

it('a reading is printed as a diff, and writes nothing unasked', async () => {
  const before = readFileSync('facts/prices.yaml', 'utf8');
  expect(await factsRefresh(options, answering({ [`${offers}current/us-east-2/`]: offer('0.00075'), [offers]: none }))).toBe(0);
  expect(said.out).toContain(
    '+   - {host: bedrock, model: Llama 3.3 70B, release: llama-3.3-70b-instruct, region: us-east-2, input: 0.72, output: 0.75, source: aws-bulk-bedrock',
  );
  expect(said.out).toContain('Not written: --write does.');
  expect(readFileSync('facts/prices.yaml', 'utf8')).toBe(before);
});

it('a fault has exit code 1 and is told', async () => {
  expect(await factsRefresh(options, answering({ [`${offers}current/us-east-2/`]: offer('0.0001'), [offers]: none }))).toBe(1);
  expect(said.out).toContain('facts/prices.yaml: nothing changed');
  expect(said.out).toContain('aws-bulk-bedrock: inverted: bedrock Llama 3.3 70B us-east-2: input 0.72, output 0.1: answers cheaper than prompts');
});

it('a source that cannot be read, or has no key, has exit code 2 and keeps no other from being read', async () => {
  const ask = answering({ 'https://models.dev/api.json': {} });
  expect(await factsRefresh({ ...options, source: ['aws-bulk-bedrock', 'google-catalog', 'models-dev'] }, ask)).toBe(2);
  expect(said.err).toMatch(/^aws-bulk-bedrock: not read: https:\/\/pricing.*: cannot be reached/);
  expect(said.err).toContain('google-catalog: not read: it asks for a key. Set GOOGLE_CATALOG_API_KEY.');
  expect(said.out).toMatch(/models-dev: 0 rows changed, 0 added, \d+ to look at/);
});

it('an unknown source is an error of the input', async () => {
  await expect(factsRefresh({ source: ['aws'] })).rejects.toThrow('--source: received "aws". Allowed: aws-bulk-bedrock');
});

it('ages are printed the oldest first', () => {
  expect(facts({ asOf: '2026-11-29', format: 'text' })).toBe(0);
  expect(said.out).toMatch(/^As of 2026-11-29\nlist +rows +oldest +newest +older than 90 days +third-party +unconfirmed\nfacts\/limits\.yaml counts/);
});
