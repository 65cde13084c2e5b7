import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { provenance } from '../../bin/commands/weights-provenance.js';
import { manifestDigest } from '../../facts/weights.js';
import { adapterWith, hex } from '../runtime/adapter-files.js';
import { fineTuned } from '../support/fine-tuned.js';
import { approveFrom, checkout, next, output, put, useApproving, work } from './approving.js';

useApproving();

const { 'PROVENANCE.json': _, NOTICE: __, ...unproven } = adapterWith().contents;
const model = { topology: fineTuned, model: 'claims' } as const;

/** Files as trainers leave them, in a directory of their own. */
function trained(change: Readonly<Record<string, string | Buffer>> = {}): string {
  const directory = join(work, `trained-${next()}`);
  put(directory, { ...unproven, ...change });
  return directory;
}

/** What the command prints, or refuses. */
function stated(from: string, id = 'claims'): string {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    provenance({ topology: fineTuned, model: id, from });
    return printed;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InputError')) throw error;
    return error.message;
  }
}

/** The files with their statement, committed. */
function repository(change: Readonly<Record<string, string | Buffer>> = {}, statement?: string) {
  const directory = trained(change);
  stated(directory);
  const text = statement ?? readFileSync(join(directory, 'PROVENANCE.json'), 'utf8');
  return checkout({ ...unproven, ...change, 'PROVENANCE.json': text });
}

const config = (change: object) => ({ 'adapter_config.json': JSON.stringify({ ...JSON.parse(String(unproven['adapter_config.json'])), ...change }) });

describe('weights provenance', () => {
  it('writes the statement beside the files, twice the same, and says which line of the topology names it', () => {
    const directory = trained({ 'README.md': 'left out' });
    const printed = stated(directory);
    const text = readFileSync(join(directory, 'PROVENANCE.json'), 'utf8');
    expect(JSON.parse(text).subject.map(({ name }: { name: string }) => name)).toEqual(['adapter_config.json', 'adapter_model.safetensors']);
    const line =
      readFileSync(fineTuned, 'utf8')
        .split('\n')
        .findIndex((one) => one.startsWith('      provenance:')) + 1;
    expect(printed).toContain(`${fineTuned}:${line}:`);
    expect(printed).toContain(`provenance: sha256:${hex(text)}\n`);
    stated(directory);
    expect(readFileSync(join(directory, 'PROVENANCE.json'), 'utf8')).toBe(text);
  });

  it.each([
    ['a model that is no fine-tune', 'llama8', () => trained(), '--model: received "llama8". Allowed: claims, triage.'],
    ['a directory that is not there', 'claims', () => '/nowhere', 'which is no directory'],
    ['a directory without weights', 'claims', () => join(work, '..'), 'holds no safetensors file'],
    [
      'pointers instead of files',
      'claims',
      () => trained({ 'adapter_model.safetensors': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n' }),
      'adapter_model.safetensors is a pointer of Git LFS',
    ],
  ])('refuses %s', (_name, id, from, message) => {
    expect(stated(from(), id)).toContain(message);
  });
});

describe('weights approve of a fine-tune', () => {
  it('takes an adapter with its statement, and prints the lines of both digests', () => {
    const { refusal, manifests, written } = approveFrom(repository(), model);
    expect(refusal).toBe('');
    expect(written).toHaveLength(1);
    const [manifest] = manifests;
    expect(manifest?.files.map(({ name }) => name)).toEqual([
      'LICENSE',
      'NOTICE',
      'PROVENANCE.json',
      'USE_POLICY.md',
      'adapter_config.json',
      'adapter_model.safetensors',
    ]);
    const listed = manifest?.files.find(({ name }) => name === 'PROVENANCE.json');
    expect(output.stdout).toContain(`      manifest: ${manifestDigest(manifest as never)}\n`);
    expect(output.stdout).toContain(`    fineTune:\n      provenance: sha256:${listed?.sha256}\n`);
  });

  it.each<[string, () => { directory: string; commit: string }, string]>([
    ['no statement', () => checkout(unproven), 'PROVENANCE.json is missing: claims is a fine-tune.'],
    [
      'the statement of other files',
      () => repository({}, adapterWith({ 'adapter_model.safetensors': Buffer.from('other') }).contents['PROVENANCE.json']?.toString()),
      'PROVENANCE.json has sha256:',
    ],
    ['another rank', () => repository(config({ r: 32 })), 'adapter_config.json: r is 32. Allowed: 16.'],
    ['another kind', () => repository(config({ peft_type: 'PROMPT_TUNING' })), 'peft_type is "PROMPT_TUNING". Allowed: "LORA".'],
    ['DoRA', () => repository(config({ use_dora: true })), 'use_dora is true. Allowed: false.'],
    ['bias', () => repository(config({ bias: 'all' })), 'bias is "all". Allowed: "none".'],
    ['whole modules', () => repository(config({ modules_to_save: ['lm_head'] })), 'modules_to_save is ["lm_head"]'],
    [
      'another base',
      () => repository(config({ base_model_name_or_path: 'meta-llama/Llama-3.3-70B-Instruct' })),
      'which is llama-3.3-70b-instruct. Allowed: llama-3.1-8b-instruct',
    ],
    ['merged weights', () => repository({ 'model.safetensors': 'merged' }), 'model.safetensors: no part of an adapter.'],
    ['a pickle', () => repository({ 'adapter_model.bin': 'a pickle' }), 'adapter_model.bin is a pickle'],
  ])('refuses an adapter with %s, and writes nothing', (_name, from, message) => {
    const { refusal, written } = approveFrom(from(), model);
    expect(refusal).toContain(message);
    expect(written).toEqual([]);
  });

  it('refuses a statement once the topology says something else', () => {
    const from = repository();
    const edited = join(work, 'edited.yaml');
    writeFileSync(edited, readFileSync(fineTuned, 'utf8').replace('run: claims-lora-7', 'run: claims-lora-8'));
    writeFileSync(join(work, 'edited.approvals.yaml'), readFileSync('examples/fine-tuned.approvals.yaml', 'utf8'));
    expect(approveFrom(from, { ...model, topology: edited }).refusal).toContain('name, method, base, data, place, run or files differ');
  });
});
