import { mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestDigest, noticeText } from '../../facts/weights.js';
import {
  approveFrom,
  checkout,
  download,
  git,
  llama70,
  output,
  pointer,
  published,
  put,
  sha256,
  smallModel,
  texts,
  useApproving,
  weights,
  work,
} from './approving.js';
import { run } from './run.js';

useApproving();

describe('weights approve', () => {
  it('writes what a commit holds from pointers alone, and says which lines of the topology name it', () => {
    const repository = checkout({ ...texts, 'model.safetensors': pointer(weights), 'original/consolidated.00.pth': 'a pickle' });
    const { written, manifests, refusal } = approveFrom(repository);
    expect(refusal).toBe('');
    expect(written).toEqual([`llama-3.3-70b-instruct-bf16-${repository.commit.slice(0, 8)}.json`]);
    const [manifest] = manifests;
    expect(manifest).toMatchObject({
      repository: 'meta-llama/Llama-3.3-70B-Instruct',
      commit: repository.commit,
      approvedBy: 'ml@acme.example',
      approvedOn: '2026-11-24',
    });
    expect(manifest?.files.map(({ name }) => name)).toEqual(['LICENSE', 'NOTICE', 'USE_POLICY.md', 'config.json', 'model.safetensors']);
    expect(manifest?.files.at(-1)).toEqual({ name: 'model.safetensors', sha256: sha256(weights), bytes: published });
    expect(manifest?.files[1]?.sha256).toBe(sha256(noticeText('llama-3.3-70b-instruct')));
    const line = readFileSync('topology.yaml', 'utf8').split('\n').indexOf('    weights:') + 1;
    expect(output.stdout).toContain(`topology.yaml:${line}:5: models.llama70.weights`);
    expect(output.stdout).toContain(`      manifest: ${manifestDigest(manifest as never)}\n`);
    expect(output.stderr).toContain('Left behind: README.md, original/consolidated.00.pth');
    // What the engine makes of them is part of what the topology must say, and no part of the approval.
    expect(output.stdout).toMatch(/ {6}quantization: fp8\n$/);
    expect(manifest?.precision).toBe('bf16');
  });

  it('gives the same digest for pointers, fetched files and a download, whatever configuration of filters git has', () => {
    const model = Buffer.concat([weights, Buffer.alloc(44_000_000)]);
    const large = pointer(model, model.length);
    const repository = checkout({ ...texts, '.gitattributes': '*.safetensors filter=lfs diff=lfs merge=lfs -text\n', 'model.safetensors': large });
    const small = { topology: smallModel() };
    const [pointers] = approveFrom(repository, small).manifests;
    put(repository.directory, { 'model.safetensors': model });
    git(repository.directory, 'config', 'filter.lfs.clean', 'false');
    const fetched = approveFrom(repository, small);
    expect(fetched.refusal).toBe('');
    const [downloaded] = approveFrom(download(repository.commit, {}, model), small).manifests;
    for (const manifest of [fetched.manifests[0], downloaded]) expect(manifestDigest(manifest as never)).toBe(manifestDigest(pointers as never));
  });

  it('approves the same again without writing, and never writes over another approval', () => {
    const repository = checkout();
    const first = approveFrom(repository);
    expect(approveFrom(repository, { approvedBy: 'other@acme.example' }, first.target)).toMatchObject({ refusal: '', manifests: first.manifests });
    expect(output.stdout).toMatch(/^Approved already: /);
    expect(approveFrom(repository, { repository: 'other/name' }, first.target)).toMatchObject({
      refusal: expect.stringContaining('A commit has one content'),
      manifests: first.manifests,
    });
  });

  it.each<[string, string, () => { directory: string; commit: string }]>([
    [
      'a pickle beside the weights',
      'pytorch_model.bin is a pickle',
      () => checkout({ ...texts, 'model.safetensors': pointer(weights), 'pytorch_model.bin': 'x' }),
    ],
    ['no licence', 'LICENSE is missing', () => checkout({ 'USE_POLICY.md': 'x', 'model.safetensors': pointer(weights) })],
    ['no acceptable-use policy', 'USE_POLICY.md is missing', () => checkout({ LICENSE: 'x', 'model.safetensors': pointer(weights) })],
    ['no weights', 'No safetensors file', () => checkout({ ...texts, 'original/model.safetensors': pointer(weights) })],
    ['an empty file', 'tokenizer.json is empty', () => checkout({ ...texts, 'model.safetensors': pointer(weights), 'tokenizer.json': '' })],
    [
      'a part that is missing',
      'model-2.safetensors is missing, which model.safetensors.index.json names',
      () =>
        checkout({
          ...texts,
          'model-1.safetensors': pointer(weights),
          'model.safetensors.index.json': JSON.stringify({ weight_map: { a: 'model-1.safetensors', b: 'model-2.safetensors' } }),
        }),
    ],
    [
      'a part too many',
      'model-2.safetensors is not named',
      () =>
        checkout({
          ...texts,
          'model-1.safetensors': pointer(weights),
          'model-2.safetensors': pointer(weights),
          'model.safetensors.index.json': JSON.stringify({ weight_map: { a: 'model-1.safetensors' } }),
        }),
    ],
    [
      'a fetched file that was changed',
      'is not as',
      () => {
        const repository = checkout();
        put(repository.directory, { 'model.safetensors': Buffer.from(weights).fill(8, 200) });
        return repository;
      },
    ],
    [
      'a text that was changed',
      'has it: config.json',
      () => {
        const repository = checkout();
        put(repository.directory, { 'config.json': '{"changed": true}\n' });
        return repository;
      },
    ],
    [
      'a file that git does not know',
      'has it: extra.safetensors',
      () => {
        const repository = checkout();
        put(repository.directory, { 'extra.safetensors': weights });
        return repository;
      },
    ],
    [
      'a link in place of a file',
      'tokenizer.json is a symbolic link',
      () => {
        const { directory } = checkout();
        symlinkSync('/etc/passwd', join(directory, 'tokenizer.json'));
        git(directory, 'add', '--all');
        git(directory, 'commit', '--quiet', '--message', 'Link');
        return { directory, commit: git(directory, 'rev-parse', 'HEAD') };
      },
    ],
    [
      'weights of another precision',
      'config.json: the weights are fp8. Allowed: bf16',
      () =>
        checkout({
          ...texts,
          'config.json': JSON.stringify({ ...llama70, quantization_config: { quant_method: 'fp8' } }),
          'model.safetensors': pointer(weights),
        }),
    ],
    ['another commit checked out', 'checked out', () => ({ ...checkout(), commit: '1'.repeat(40) })],
    ['a branch for a commit', 'received "main". Allowed: a full commit', () => ({ ...checkout(), commit: 'main' })],
    ['an abbreviated commit', 'Allowed: a full commit', () => ({ ...checkout(), commit: checkout().commit.slice(0, 12) })],
    ['a directory that proves no commit', 'neither a git checkout nor', () => ({ directory: mkdtempSync(join(work, 'plain-')), commit: '1'.repeat(40) })],
    ['no directory', 'which is no directory', () => ({ directory: join(work, 'nowhere'), commit: '1'.repeat(40) })],
    ['a download that is not what the Hub said', 'is not what was downloaded', () => download('1'.repeat(40), { 'model.safetensors': sha256('other') })],
    ['a download of another commit', `LICENSE comes from commit ${'2'.repeat(40)}`, () => ({ ...download('2'.repeat(40)), commit: '1'.repeat(40) })],
    [
      'a file beside a download',
      'extra.json did not come with this download',
      () => {
        const repository = download('1'.repeat(40));
        put(repository.directory, { 'extra.json': '{}' });
        return repository;
      },
    ],
  ])('refuses %s and writes nothing', (_, message, repository) => {
    const result = approveFrom(repository());
    expect(result.refusal).toContain(message);
    expect(result.refusal).toMatch(/Nothing was written\.$/);
    expect(result.written).toEqual([]);
  });

  it('refuses who is nobody, and a model that the topology does not have', () => {
    expect(approveFrom(checkout(), { approvedBy: 'me' })).toMatchObject({ refusal: expect.stringContaining('approvedBy'), written: [] });
    expect(approveFrom(checkout(), { model: 'lama70' }).refusal).toContain('Did you mean "llama70"?');
  });

  it('as a command refuses with exit code 2 and says what is missing, on standard error alone', () => {
    const args = ['weights', 'approve', '--topology', join(process.cwd(), 'topology.yaml'), '--model', 'llama70', '--from', work];
    const branch = run('blueprint', [...args, '--commit', 'main', '--approved-by', 'ml@acme.example'], work);
    expect(branch).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--commit: received "main"') });
    expect(run('blueprint', args, work)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining("required option '--commit") });
  });
});
