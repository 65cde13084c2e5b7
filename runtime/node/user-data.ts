import { text, wholeScript, withSettings } from '../script.js';

const script = wholeScript('node/prepare-node.sh');

/** Files that are put on the node before it is prepared: even a node that is refused watches its GPUs. */
const files: Readonly<Record<string, string>> = {
  '/etc/blueprint/dcgm-counters.csv': text('metrics/dcgm-counters.csv'),
  '/etc/systemd/system/gpu-health.service': text('node/gpu-health.service'),
  '/etc/systemd/system/gpu-health.timer': text('node/gpu-health.timer'),
  '/opt/blueprint/gpu-health.sh': wholeScript('node/gpu-health.sh'),
};

const install = (fatalXids: readonly number[]) => [
  'mkdir -p "${NODE_ROOT:-}"/{etc/blueprint,etc/systemd/system,opt/blueprint}',
  ...Object.entries(files).flatMap(([path, content]) => [
    `cat >"\${NODE_ROOT:-}${path}" <<'END_OF_FILE'`,
    content.trimEnd().replace('@FATAL_XIDS@', fatalXids.join('|')),
    'END_OF_FILE',
  ]),
  'chmod 755 "${NODE_ROOT:-}/opt/blueprint/gpu-health.sh"',
  'systemctl daemon-reload && systemctl enable --now gpu-health.timer',
];

/** User data of a GPU node: the preparation script with its settings in front. Values may be deploy-time tokens. `fatalXids`: codes at which a node is taken out of service. */
export function nodeUserData(settings: Readonly<Record<string, string>>, fatalXids: readonly number[]): string {
  return withSettings(script, settings, install(fatalXids));
}
