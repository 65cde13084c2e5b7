import { wholeScript } from '../../script.js';

const script = wholeScript('gateway/image/build.sh');

/** Where the job works. */
export const imageWork = '/tmp/image/work';

/** Buildspec (JSON, which is YAML) of the job that builds the images of a gateway: the script as it was reviewed. */
export function imageBuildspec(): string {
  const commands = [
    'mkdir -p /tmp/image',
    [`cat >/tmp/image/build.sh <<'END_OF_FILE'`, script.replace(/\n$/, ''), 'END_OF_FILE'].join('\n'),
    'bash /tmp/image/build.sh',
  ];
  return JSON.stringify({ version: '0.2', env: { shell: 'bash' }, phases: { build: { commands } } });
}
