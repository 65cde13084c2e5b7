import { stringify } from 'yaml';
import { wholeScript, withSettings } from '../../script.js';
import type { NodeAgent } from '../agent-unit.js';
import { azureUnits } from './units.js';

/** What a node on Ubuntu HPC runs. Nothing here is created at deployment, so a change of it is a change of the text. */
export interface AzureNode {
  /** Settings of `prepare-node.sh`. */
  readonly settings: Readonly<Record<string, string>>;
  /** XIDs after which only a reset or another machine helps. */
  readonly fatalXids: readonly number[];
  readonly server: {
    /** Image of vLLM by digest. */
    readonly image: string;
    readonly arguments: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
    /** Whom it runs as, `user:group`, and that user's home. */
    readonly user: string;
    readonly home: string;
    /** What it may write besides its caches, in memory. */
    readonly scratch: readonly { readonly path: string; readonly sizeMiB: number; readonly options: readonly string[] }[];
    readonly port: number;
    readonly gpus: number;
    readonly sharedMemoryGiB: number;
    /** Where the container sees the weights. */
    readonly modelDirectory: string;
    /** From SIGTERM until it is killed. */
    readonly stopSeconds: number;
    /** Until systemd gives up on the command that stops it. */
    readonly unitStopSeconds: number;
  };
  /** Containers of the organisation beside the server. */
  readonly agents: readonly NodeAgent[];
  readonly progress: {
    /** Python program that says how long the engines have made no progress; status 3 when a server has to go. */
    readonly check: string;
    /** Seconds between two looks. */
    readonly interval: number;
  };
}

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
