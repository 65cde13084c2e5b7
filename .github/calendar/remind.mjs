import { readFileSync } from 'node:fs';
import { GitHub } from '../publish/github.mjs';
import { reminderOf } from './reminder.mjs';

/**
 * One issue for all that ends within 90 days or has ended: opened, renewed, or closed once nothing is left. It is known by a marker, and only one by
 * a bot is taken for it. Somebody who closes it has seen what it says: it stays closed until something else ends.
 */
async function remind(path, env) {
  const github = new GitHub({ api: env.GITHUB_API_URL, repository: env.GITHUB_REPOSITORY, token: env.GITHUB_TOKEN });
  const { title, body, marker, digest, count } = reminderOf(JSON.parse(readFileSync(path, 'utf8')));
  const earlier = await latestWith(github, marker);
  const open = earlier?.state === 'open';
  if (count === 0) {
    if (!open) return 'nothing ends within 90 days: no issue';
    await github.request('PATCH', `/issues/${earlier.number}`, { title, body, state: 'closed' });
    return `issue ${earlier.number} closed: nothing is left`;
  }
  if (open) {
    if (earlier.body === body && earlier.title === title) return `issue ${earlier.number} is up to date`;
    await github.request('PATCH', `/issues/${earlier.number}`, { title, body });
    return `issue ${earlier.number} renewed`;
  }
  if (earlier?.body.includes(digest)) return `issue ${earlier.number} was closed by somebody, and nothing else ends since`;
  const { body: created } = await github.request('POST', '/issues', { title, body });
  return `issue ${created.number} opened`;
}

/** Whose issues the token of a workflow opens. */
const self = 'github-actions[bot]';

/** The newest issue of ours: GitHub lists the newest first, and pull requests among the issues. */
async function latestWith(github, marker) {
  for await (const issue of github.all(`/issues?state=all&creator=${encodeURIComponent(self)}&per_page=100`)) {
    if (issue.user?.type === 'Bot' && issue.pull_request === undefined && issue.body?.startsWith(marker)) return issue;
  }
  return undefined;
}

try {
  process.stdout.write(`${await remind(process.argv[2] ?? 'calendar.json', process.env)}\n`);
} catch (error) {
  process.stderr.write(`remind: ${error.message}\n`);
  process.exitCode = 1;
}
