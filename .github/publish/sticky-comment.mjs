const marker = '<!-- blueprint-diff -->';
/** GitHub takes fewer than this many characters. */
const limit = 65_536;

/**
 * One comment for a pull request, renewed by every run. It is known by a marker, and only one by a bot is taken for it:
 * anybody can write the marker into a comment of their own. Nothing is posted where nothing changes and nothing was said.
 */
export async function stickyComment(github, number, { text, empty, commit, run }) {
  const body = commentBody(text, commit, run);
  const earlier = await earlierComment(github, number);
  if (earlier !== undefined) {
    if (earlier.body === body) return `comment ${earlier.id} is up to date`;
    await github.request('PATCH', `/issues/comments/${earlier.id}`, { body });
    return `comment ${earlier.id} renewed`;
  }
  if (empty) return 'nothing changes: no comment';
  const { body: created } = await github.request('POST', `/issues/${number}/comments`, { body });
  return `comment ${created.id} written`;
}

async function earlierComment(github, number) {
  for await (const comment of github.all(`/issues/${number}/comments?per_page=100`)) {
    if (comment.user?.type === 'Bot' && comment.body?.startsWith(marker)) return comment;
  }
  return undefined;
}

/** The text comes from code of the pull request: it may not call for people, and the last line says where it is from. */
function commentBody(text, commit, run) {
  const origin = `\n\n<sub>Made by the code of ${commit.slice(0, 12)} in [this run](${run}); the whole report is its artifact.</sub>\n`;
  const quiet = text.replaceAll(marker, '').replace(/(?<!\w)@(?=\w)/g, '@\u200B');
  const room = limit - 1 - marker.length - 1 - origin.length;
  const cut = '\n\n… cut here: see the artifact.';
  const kept = quiet.length <= room ? quiet.trimEnd() : `${quiet.slice(0, room - cut.length)}${cut}`;
  return `${marker}\n${kept}${origin}`;
}
