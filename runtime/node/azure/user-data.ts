import { stringify } from 'yaml';
import { wholeScript, withSettings } from '../../script.js';
import type { AzureNode } from './node.js';
import { azureUnits } from './units.js';

const prepareScript = wholeScript('node/azure/prepare-node.sh');
const healthScript = wholeScript('node/azure/gpu-health.sh');
const drainScript = wholeScript('node/azure/drain.sh');
const watchScript = wholeScript('node/engine-watch.sh');

/**
 * Cloud-init of a GPU node. Nobody logs in (docs/adr/0141): it has no users, and no SSH server before anything else runs. Nor does it change by itself:
 * an upgrade of the driver under a running server breaks it, and there is no mirror to upgrade from.
 */
export function azureUserData(node: AzureNode): string {
  const units = Object.entries(azureUnits(node));
  const config = {
    users: [],
    bootcmd: ['systemctl mask --now ssh.service ssh.socket', 'systemctl mask --now apt-daily.timer apt-daily-upgrade.timer unattended-upgrades.service'],
    write_files: [
      { path: '/etc/blueprint/prepare-node.sh', permissions: '0700', content: withSettings(prepareScript, node.settings) },
      { path: '/etc/blueprint/engine-watch.sh', permissions: '0700', content: watchScript },
      { path: '/etc/blueprint/gpu-health.sh', permissions: '0700', content: withSettings(healthScript, { FATAL_XIDS: node.fatalXids.join('|') }) },
      { path: '/etc/blueprint/drain.sh', permissions: '0700', content: drainScript },
      { path: '/etc/blueprint/progress.py', permissions: '0600', content: `${node.progress.check}\n` },
      ...units.map(([name, lines]) => ({ path: `/etc/systemd/system/${name}.service`, permissions: '0644', content: `${lines.join('\n')}\n` })),
    ],
    runcmd: ['systemctl daemon-reload', ...units.map(([name]) => `systemctl enable --now --no-block ${name}.service`)],
  };
  return `#cloud-config\n${stringify(config, { lineWidth: 0 })}`;
}
