import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { GitHub } from './github.mjs';
import { stickyComment } from './sticky-comment.mjs';

/** Publishes the artifact of a run of diff.yml: the comment, and the findings as SARIF. */
async function publish(directory, env) {
  const { workflow_run: run } = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'));
  const github = new GitHub({ api: env.GITHUB_API_URL, repository: env.GITHUB_REPOSITORY, token: env.GITHUB_TOKEN });
  const number = await pullRequestOf(github, run);
  if (number === undefined) return [`no open pull request has ${run.head_sha} as its head: nothing to publish`];
  const text = readFileSync(join(directory, 'comment.md'), 'utf8');
  const { verdict } = JSON.parse(readFileSync(join(directory, 'diff.json'), 'utf8'));
  const said = [await stickyComment(github, number, { text, empty: verdict?.empty === true, commit: run.head_sha, run: run.html_url })];
  const sarif = join(directory, 'diff.sarif');
  if (existsSync(sarif)) said.push(await uploadSarif(github, number, run.head_sha, readFileSync(sarif)));
  return said;
}

/**
 * The pull request whose head was compared, as GitHub knows it: an artifact could name another one. A run of a fork names
 * no pull request, so it is found by branch; one whose head has moved on waits for its own run.
 */
async function pullRequestOf(github, run) {
  const head = encodeURIComponent(`${run.head_repository.owner.login}:${run.head_branch}`);
  for await (const pull of github.all(`/pulls?state=open&per_page=100&head=${head}`)) {
    if (pull.head.sha === run.head_sha && pull.head.repo?.full_name === run.head_repository.full_name) return pull.number;
  }
  return undefined;
}

async function uploadSarif(github, number, commit, sarif) {
  try {
    await github.request('POST', '/code-scanning/sarifs', {
      commit_sha: commit,
      ref: `refs/pull/${number}/head`,
      sarif: gzipSync(sarif).toString('base64'),
    });
    return 'findings uploaded';
  } catch (error) {
    // Code scanning is a paid feature of private repositories; the comment holds the findings too.
    if (/answered 40[34]:/.test(error.message)) return `findings not uploaded, code scanning is off here: ${error.message}`;
    throw error;
  }
}

try {
  for (const line of await publish(process.argv[2] ?? 'diff.out', process.env)) process.stdout.write(`${line}\n`);
} catch (error) {
  process.stderr.write(`publish: ${error.message}\n`);
  process.exitCode = 1;
}
