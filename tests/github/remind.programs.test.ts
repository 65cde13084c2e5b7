import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitHubStandIn, type Issue } from './stand-in.js';

const marker = '<!-- blueprint-calendar acme-prod -->';
let github: GitHubStandIn;
let directory: string;

beforeEach(async () => {
  github = new GitHubStandIn();
  await github.start();
  directory = mkdtempSync(join(tmpdir(), 'blueprint-remind-'));
});
afterEach(() => {
  github.stop();
  rmSync(directory, { recursive: true });
});

interface MadeUpEnd {
  readonly on: string;
  readonly days: number | null;
  readonly title?: string;
  readonly subject?: string;
}

/** Runs the real script on a made-up calendar, as the workflow does. */
async function remind(ends: readonly MadeUpEnd[], asOf = '2026-11-30', token = 'token-of-the-run') {
  const rows = ends.map((end) => ({
    kind: 'contract',
    subject: `contracts.${end.on}`,
    title: `Contract until ${end.on}`,
    action: 'Renew it.',
    source: 'f',
    ...end,
  }));
  const file = join(directory, 'calendar.json');
  writeFileSync(file, JSON.stringify({ system: 'acme-prod', asOf, ends: rows }));
  const child = spawn(process.execPath, ['.github/calendar/remind.mjs', file], {
    env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/llama', GITHUB_TOKEN: token },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

const writes = () => github.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
const near = { on: '2027-01-10', days: 41 };

describe('the reminder of what ends', () => {
  it('opens one issue with what ends within 90 days or has ended, and nothing that ends later or has no day', async () => {
    const result = await remind([
      { on: '2026-11-20', days: -10 },
      { on: '2026-11-30', days: 0 },
      { on: '2027-02-28', days: 90 },
      { on: '2027-03-01', days: 91 },
      { on: 'unknown', days: null },
    ]);
    expect(result).toMatchObject({ code: 0, out: 'issue 1 opened\n' });
    const [issue] = github.issues;
    expect(issue?.title).toBe('acme-prod: 3 ends within 90 days, 1 overdue');
    expect(issue?.body.split('\n')).toEqual([
      marker,
      expect.stringMatching(/^<!-- ends [0-9a-f]{64} -->$/),
      expect.stringContaining('As of 2026-11-30.'),
      '',
      '| day | left | kind | what | before that |',
      '| --- | --- | --- | --- | --- |',
      '| 2026-11-20 | 10 days ago | contract | Contract until 2026-11-20 | Renew it. |',
      '| 2026-11-30 | today | contract | Contract until 2026-11-30 | Renew it. |',
      '| 2027-02-28 | 90 days | contract | Contract until 2027-02-28 | Renew it. |',
    ]);
  });

  it('writes nothing the second time, and renews the same issue when a week has passed or something else ends', async () => {
    await remind([near]);
    expect(await remind([near])).toMatchObject({ out: 'issue 1 is up to date\n' });
    expect(writes()).toEqual(['POST /issues']);
    expect(await remind([{ ...near, days: 34 }], '2026-12-07')).toMatchObject({ out: 'issue 1 renewed\n' });
    expect(
      await remind(
        [
          { ...near, days: 34 },
          { on: '2027-01-20', days: 44 },
        ],
        '2026-12-07',
      ),
    ).toMatchObject({ out: 'issue 1 renewed\n' });
    expect(writes()).toEqual(['POST /issues', 'PATCH /issues/1', 'PATCH /issues/1']);
    expect(github.issues).toHaveLength(1);
    expect(github.issues[0]?.title).toBe('acme-prod: 2 ends within 90 days');
  });

  it('opens none where nothing ends, and closes its issue once nothing is left', async () => {
    expect(await remind([{ on: '2028-01-01', days: 400 }])).toMatchObject({ out: 'nothing ends within 90 days: no issue\n' });
    expect(writes()).toEqual([]);
    await remind([near]);
    expect(await remind([])).toMatchObject({ out: 'issue 1 closed: nothing is left\n' });
    expect(github.issues[0]).toMatchObject({ state: 'closed' });
  });

  it('lets an issue that somebody closed rest, until something else ends', async () => {
    await remind([near]);
    (github.issues[0] as Issue).state = 'closed';
    expect(await remind([{ ...near, days: 34 }], '2026-12-07')).toMatchObject({ out: 'issue 1 was closed by somebody, and nothing else ends since\n' });
    expect(await remind([{ ...near, on: '2027-01-09' }])).toMatchObject({ out: 'issue 2 opened\n' });
  });

  it('takes no issue of a person, no pull request and no issue of another system for its own, on whichever page they are', async () => {
    const body = `${marker}\n`;
    for (let number = 1; number <= 130; number++) github.issues.push({ number, user: { type: 'User', login: 'mallory' }, state: 'open', title: '', body });
    github.issues.push({ number: 131, user: { type: 'Bot', login: 'github-actions[bot]' }, state: 'open', title: '', body, pull_request: {} });
    github.issues.push({
      number: 132,
      user: { type: 'Bot', login: 'github-actions[bot]' },
      state: 'open',
      title: '',
      body: '<!-- blueprint-calendar acme-test -->\n',
    });
    expect(await remind([near])).toMatchObject({ out: 'issue 133 opened\n' });
    github.issues.push({ number: 134, user: { type: 'Bot', login: 'another-app[bot]' }, state: 'open', title: '', body });
    for (let number = 135; number <= 300; number++) github.issues.push({ number, user: { type: 'User', login: 'mallory' }, state: 'open', title: '', body });
    expect(await remind([near])).toMatchObject({ out: 'issue 133 is up to date\n' });
  });

  it('calls nobody and ends no cell by what a topology says', async () => {
    await remind([{ ...near, title: 'Ask @everyone | <img src=x> `rm`\n| more' }]);
    expect(github.issues[0]?.body).toContain('| Ask @\u200Beveryone \\| \\<img src=x\\> \\`rm\\` \\| more |');
  });

  it('stays below what GitHub takes', async () => {
    await remind(Array.from({ length: 3_000 }, (_, index) => ({ ...near, subject: `contracts.c${index}` })));
    expect(github.issues[0]?.body.length).toBeLessThan(65_536);
    expect(github.issues[0]?.body).toMatch(/\|\n\n… cut here: run `blueprint calendar`\.$/);
  });

  it('fails where GitHub refuses', async () => {
    expect(await remind([near], '2026-11-30', 'another')).toMatchObject({ code: 1, err: expect.stringContaining('GitHub answered 401') });
  });
});
