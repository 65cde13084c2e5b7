import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { wholeScript, withSettings } from '../../runtime/script.js';
import { type AzureCloud, identity, startAzureCloud } from './azure-cloud.js';
import { type Run, run } from './emulator.js';
import { manifest, prefix, sha256 } from './made-up-weights.js';

export const signingKey = 'signing-1';
export const secret = 'api-key';
export const apiKey = 'k'.repeat(48);
export const image = 'acmellama.azurecr.io/llama/vllm@sha256:00';

export let work: string;
export let cloud: AzureCloud;
let count = 0;

/** A number that no other case has. */
export function next(): number {
  return ++count;
}

function stub(name: string, body: string): void {
  writeFileSync(join(work, 'stubs', name), `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(join(work, 'stubs', name), 0o755);
}

/** A container that holds these files, with a signed manifest of the made-up weights unless the case says otherwise. */
export function containerWith(contents: Readonly<Record<string, Buffer>>, change: { manifest?: string; signature?: Buffer | 'none' } = {}): string {
  const container = `weights-${next()}`;
  const text = change.manifest ?? manifest;
  const signature = change.signature ?? cloud.signature(signingKey, text);
  const blobs = { ...contents, 'MANIFEST.sha256': text, ...(signature !== 'none' && { 'MANIFEST.sha256.sig': signature }) };
  for (const [name, content] of Object.entries(blobs)) cloud.blobs.set(`${container}/${prefix}/${name}`, content);
  return container;
}

export interface Node extends Run {
  readonly root: string;
  readonly models: string;
  readonly serves: boolean;
  readonly calls: string;
}

interface Change {
  readonly approved?: string;
  readonly root?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
  readonly disks?: readonly string[];
}

const localDisk = 'nvme-Microsoft_NVMe_Direct_Disk_';

export async function boot(container: string, change: Change = {}): Promise<Node> {
  const root = change.root ?? join(work, `node-${next()}`);
  const byId = join(root, 'dev/disk/by-id');
  mkdirSync(byId, { recursive: true });
  for (const device of ['nvme0n1', 'nvme1n1', 'sda']) writeFileSync(join(root, 'dev', device), '');
  const links = { [`${localDisk}a`]: 'nvme0n1', [`${localDisk}a_1`]: 'nvme0n1', [`${localDisk}b`]: 'nvme1n1', 'scsi-os': 'sda' };
  for (const [name, device] of Object.entries(links))
    if (!existsSync(join(byId, name)) && (change.disks ?? Object.keys(links)).includes(name)) symlinkSync(join(root, 'dev', device), join(byId, name));
  const settings = {
    MODEL: 'llama70',
    WEIGHTS_ACCOUNT: 'acmeweights',
    WEIGHTS_CONTAINER: container,
    WEIGHTS_PREFIX: prefix,
    MANIFEST_SHA256: sha256(change.approved ?? manifest),
    PROVENANCE_SHA256: 'none',
    ADAPTERS: '',
    WEIGHTS_SIGNING_KEY: signingKey,
    WEIGHTS_VAULT: 'acme-weights.vault.azure.net',
    API_KEY_NAME: secret,
    API_KEY_VAULT: 'acme-fleet.vault.azure.net',
    IDENTITY: identity,
    IMAGES: image,
    ...change.settings,
  };
  writeFileSync(join(root, 'script'), withSettings(wholeScript('node/azure/prepare-node.sh'), settings));
  const environment = { ...cloud.environment, ...change.environment, PATH: `${join(work, 'stubs')}:/usr/bin:/bin`, NODE_ROOT: root };
  const result = await run('/bin/bash', [join(root, 'script')], environment);
  const calls = join(root, 'calls');
  return {
    ...result,
    root,
    models: join(root, 'mnt/llama/models/llama70'),
    serves: existsSync(join(root, 'run/llama-weights-verified')),
    calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '',
  };
}

/** Makes what the cases of a file need, and clears it away. */
export function useAzureVm(): void {
  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'blueprint-azure-node-'));
    mkdirSync(join(work, 'stubs'));
    // Everything that would touch the machine only writes down that it was called.
    for (const name of ['mountpoint', 'blkid']) stub(name, 'exit 1');
    for (const name of ['mkfs.ext4', 'mount']) stub(name, `echo "${name} $*" >>"$NODE_ROOT/calls"`);
    stub('mdadm', '[[ "$1" == --create ]] || exit 1; echo "mdadm $*" >>"$NODE_ROOT/calls"');
    stub('iptables', '[[ "$*" != *--check* ]] || exit 1; echo "iptables $*" >>"$NODE_ROOT/calls"');
    stub('docker', '[[ "$1" != login || "$(cat)" == refresh ]] || exit 1; [[ "$*" != *nowhere* ]] || exit 1; echo "docker $*" >>"$NODE_ROOT/calls"');
    cloud = await startAzureCloud();
    const tokens = ['https://storage.azure.com/', 'https://vault.azure.net'].map((resource) => `${resource}) echo ${cloud.tokenFor(resource)} ;;`).join(' ');
    stub(
      'az',
      `[[ "$*" == 'account get-access-token --resource '*' --query accessToken --output tsv' && -z "\${SIGNED_OUT:-}" ]] || exit 1; case "$4" in ${tokens} esac`,
    );
    cloud.secrets.set(secret, apiKey);
  });
  afterAll(() => {
    cloud.stop();
    rmSync(work, { recursive: true });
  });
}
