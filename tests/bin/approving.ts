import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { type ApproveOptions, approve } from '../../bin/commands/weights-approve.js';
import { parseManifest } from '../../facts/weights.js';
import { files as madeUp } from '../runtime/fixtures.js';
import { wholeText } from '../support/topologies.js';

export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
export const weights = madeUp['model.safetensors'] as Buffer;
/** What the weights of the topology's model weigh; a pointer only says so. */
export const published = 141_107_412_992;
export const pointer = (content: Buffer, bytes = published) => `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256(content)}\nsize ${bytes}\n`;
export const llama70 = { architectures: ['LlamaForCausalLM'], num_hidden_layers: 80, num_key_value_heads: 8, hidden_size: 8192, num_attention_heads: 64 };
export const texts = {
  LICENSE: 'Made-up licence\n',
  'USE_POLICY.md': '# Made-up policy\n',
  'config.json': JSON.stringify({ ...llama70, torch_dtype: 'bfloat16' }),
  'README.md': '# Made-up model\n',
};

export let work: string;
let count = 0;

/** A number that no other case has. */
export function next(): number {
  return ++count;
}
export let output: { stdout: string; stderr: string };

afterEach(() => vi.restoreAllMocks());

export function put(directory: string, contents: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
}

export const git = (directory: string, ...args: string[]) =>
  execFileSync('git', ['-C', directory, '-c', 'user.name=Test', '-c', 'user.email=test@acme.example', ...args], { encoding: 'utf8' }).trim();

/** A real repository whose large files are pointers, as a clone without git-lfs has them. */
export function checkout(contents: Readonly<Record<string, string | Buffer>> = { ...texts, 'model.safetensors': pointer(weights) }) {
  const directory = join(work, `repository-${++count}`);
  put(directory, contents);
  git(work, 'init', '--quiet', directory);
  git(directory, 'add', '--all');
  git(directory, 'commit', '--quiet', '--message', 'Made-up weights');
  return { directory, commit: git(directory, 'rev-parse', 'HEAD') };
}

/** What `hf download --local-dir` leaves: files, and beside each the commit and the ETag that the Hub gave. */
export function download(commit: string, tags: Readonly<Record<string, string>> = {}, model: Buffer = weights) {
  const directory = join(work, `download-${++count}`);
  const contents: Record<string, Buffer> = { 'model.safetensors': model };
  for (const [name, text] of Object.entries(texts)) contents[name] = Buffer.from(text);
  put(directory, contents);
  for (const [name, content] of Object.entries(contents)) {
    const object = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
    const tag = tags[name] ?? (name.endsWith('.safetensors') ? sha256(content) : object);
    put(directory, { [`.cache/huggingface/download/${name}.metadata`]: `${commit}\n${tag}\n1764000000.0\n` });
  }
  return { directory, commit };
}

/** A topology whose model is small enough to be read as a whole. */
export function smallModel(): string {
  const path = join(work, 'small.yaml');
  const text = wholeText()
    .replace('release: llama-3.3-70b-instruct\n    precision: fp8', 'release: llama-prompt-guard-2-22m\n    precision: bf16')
    .replace('repository: meta-llama/Llama-3.3-70B-Instruct', 'repository: meta-llama/Llama-Prompt-Guard-2-22M')
    .replace('      quantization: fp8\n', '');
  writeFileSync(path, text);
  return path;
}

/** Approves into a folder of its own; gives the manifests that lie there afterwards. */
export function approveFrom(repository: { directory: string; commit: string }, change: Partial<ApproveOptions> = {}, folder?: string) {
  const target = folder ?? mkdtempSync(join(work, 'approved-'));
  output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      output[stream] += String(text);
      return true;
    });
  }
  const options = { topology: 'topology.yaml', model: 'llama70', from: repository.directory, commit: repository.commit, approvedBy: 'ml@acme.example' };
  let refusal = '';
  try {
    approve({ ...options, source: 'huggingface', ...change }, target);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'InputError')) throw error;
    refusal = error.message;
  }
  const written = readdirSync(target);
  return { refusal, target, written, manifests: written.map((name) => parseManifest(readFileSync(join(target, name), 'utf8'), name)) };
}

/** Makes what the cases of a file need, and clears it away. */
export function useApproving(): void {
  beforeAll(() => (work = mkdtempSync(join(tmpdir(), 'blueprint-approve-'))));
  afterAll(() => rmSync(work, { recursive: true }));
}
