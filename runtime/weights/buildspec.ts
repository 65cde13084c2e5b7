import { wholeScript } from '../script.js';

const script = wholeScript('weights/ingest.sh');

/** Where the job finds what the buildspec brings along, and where it works. */
export const ingestPaths = { MANIFEST: '/tmp/ingest/MANIFEST.sha256', NOTICE: '/tmp/ingest/NOTICE', WORK: '/tmp/ingest/work' } as const;

/** Buildspec (JSON, which is YAML) of the job: script, manifest and notice as they were reviewed, then the script. */
export function ingestBuildspec(texts: { readonly manifest: string; readonly notice: string }): string {
  const commands = [
    'mkdir -p /tmp/ingest',
    write('/tmp/ingest/ingest.sh', script),
    write(ingestPaths.MANIFEST, texts.manifest),
    write(ingestPaths.NOTICE, texts.notice),
    'bash /tmp/ingest/ingest.sh',
  ];
  return JSON.stringify({ version: '0.2', env: { shell: 'bash' }, phases: { build: { commands } } });
}

function write(path: string, text: string): string {
  return [`cat >${path} <<'END_OF_FILE'`, text.replace(/\n$/, ''), 'END_OF_FILE'].join('\n');
}
