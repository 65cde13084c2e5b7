import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Comment, GitHubStandIn } from './stand-in.js';

const head = 'a'.repeat(40);
const marker = '<!-- blueprint-diff -->';
let github: GitHubStandIn;
let directory: string;

beforeEach(async () => {
  github = new GitHubStandIn();
  await github.start();
  github.pulls.push({ number: 7, head: { sha: head, repo: { full_name: 'fork/llama' } } });
  directory = mkdtempSync(join(tmpdir(), 'blueprint-publish-'));
});
afterEach(() => {
  github.stop();
  rmSync(directory, { recursive: true });
});

interface Run {
  readonly text?: string;
  readonly empty?: boolean;
  readonly sha?: string;
  readonly token?: string;
  readonly repository?: string;
}

/** Runs the real script on an artifact, as the workflow does. */
async function publish({ text = '## Blueprint diff\n', empty = false, sha = head, token = 'token-of-the-run', repository = 'fork/llama' }: Run = {}) {
  writeFileSync(join(directory, 'comment.md'), text);
  writeFileSync(join(directory, 'diff.json'), JSON.stringify({ verdict: { empty } }));
  writeFileSync(join(directory, 'diff.sarif'), '{"version":"2.1.0"}');
  const event = join(directory, 'event.json');
  const [login] = repository.split('/');
  const workflow_run = {
    head_sha: sha,
    head_branch: 'more-nodes',
    head_repository: { full_name: repository, owner: { login } },
    html_url: 'https://github.example/run/1',
  };
  writeFileSync(event, JSON.stringify({ workflow_run }));
  const child = spawn(process.execPath, ['.github/publish/publish.mjs', directory], {
    env: { GITHUB_EVENT_PATH: event, GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/llama', GITHUB_TOKEN: token },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

const said = (id: number, body: string, type: 'Bot' | 'User' = 'User'): Comment => ({ id, user: { type }, body });
const writes = () => github.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);

describe('publishing a comparison', () => {
  it('writes one comment, and the findings for the head of the pull request', async () => {
    expect(await publish()).toMatchObject({ code: 0, err: '' });
    expect(github.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^<!-- blueprint-diff -->\n## Blueprint diff\n\n<sub>Made by the code of aaaaaaaaaaaa in /),
    ]);
    const upload = github.requests.find(({ path }) => path === '/code-scanning/sarifs')?.body;
    expect(upload).toMatchObject({ commit_sha: head, ref: 'refs/pull/7/head' });
    expect(gunzipSync(Buffer.from(upload.sarif, 'base64')).toString()).toBe('{"version":"2.1.0"}');
  });

  it('renews its comment wherever it stands, and leaves one alone that says the same', async () => {
    github.comments.push(
      ...Array.from({ length: 230 }, (_, index) => said(index, `talk ${index}`)),
      said(500, `${marker}\nold`, 'Bot'),
      said(501, 'more talk'),
    );
    await publish();
    expect(github.comments).toHaveLength(232);
    expect(github.comments[230]?.body).toContain('## Blueprint diff');
    const before = writes().length;
    expect((await publish()).out).toContain('comment 500 is up to date');
    expect(writes().slice(before)).toEqual(['POST /code-scanning/sarifs']);
  });

  it('does not take for its own what a person wrote, marker or not', async () => {
    github.comments.push(said(1, `${marker}\nforged`), said(2, `a bot that quotes ${marker}`, 'Bot'));
    await publish();
    expect(github.comments.map(({ body }) => body.slice(0, 40))).toEqual([
      `${marker}\nforged`,
      `a bot that quotes ${marker}`.slice(0, 40),
      expect.stringContaining('## Blueprint'),
    ]);
  });

  it('says nothing where nothing changes, but takes back what it said', async () => {
    await publish({ empty: true });
    expect(github.comments).toEqual([]);
    github.comments.push(said(3, `${marker}\nreplaces a data store`, 'Bot'));
    await publish({ empty: true, text: 'No changes.' });
    expect(github.comments[0]?.body).toContain('No changes.');
  });

  it('publishes nothing for a head that moved on, nor to the pull request of somebody else', async () => {
    expect((await publish({ sha: 'b'.repeat(40) })).out).toContain('nothing to publish');
    expect((await publish({ repository: 'thief/llama' })).out).toContain('nothing to publish');
    expect(writes()).toEqual([]);
  });

  it('calls for nobody, spares digests, and fits', async () => {
    await publish({ text: `@acme/owners look: vllm@sha256:00 ${'x'.repeat(80_000)}` });
    const [comment] = github.comments;
    expect(comment?.body).toContain('@\u200Bacme/owners look: vllm@sha256:00');
    expect(comment?.body.length).toBeLessThan(65_536);
    expect(comment?.body).toMatch(/… cut here: see the artifact\.\n\n<sub>/);
  });

  it('lives without code scanning, and fails on anything else with what GitHub said', async () => {
    github.scanning = 403;
    expect(await publish()).toMatchObject({ code: 0, out: expect.stringContaining('code scanning is off here') });
    github.scanning = 500;
    expect(await publish()).toMatchObject({ code: 1, err: expect.stringContaining('/code-scanning/sarifs: GitHub answered 500') });
    expect(await publish({ token: 'expired' })).toMatchObject({ code: 1, err: expect.stringContaining('GitHub answered 401: {"message":"Bad credentials"}') });
  });
});
