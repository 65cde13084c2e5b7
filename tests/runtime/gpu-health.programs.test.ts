import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'gpu-health-'))));
afterEach(() => rmSync(root, { recursive: true }));

interface Node {
  /** Uncorrected errors per GPU; undefined when the driver does not answer. */
  readonly ecc?: readonly string[] | undefined;
  readonly kernel?: string;
  /** Healthy and desired nodes of the group. */
  readonly group?: string;
  readonly cooldown?: number;
  /** Name of the group, as the client prints it. */
  readonly name?: string;
}

/** Runs the real script on a node that is a handful of stubs; the calls of `aws` come back as lines. */
function check({ ecc = ['0', '0'], kernel = '', group = '12\t12', cooldown = 3_600, name = 'acme-fleet-Group' }: Node): {
  code: number | null;
  log: string;
  calls: string[];
  failed: boolean;
} {
  const stubs = join(root, 'bin');
  mkdirSync(stubs, { recursive: true });
  const stub = (name: string, body: string) => {
    writeFileSync(join(stubs, name), `#!/usr/bin/env bash\n${body}\n`);
    chmodSync(join(stubs, name), 0o755);
  };
  const first = ecc.includes('busy') ? `[ -f '${root}/asked' ] || { touch '${root}/asked'; exit 124; }\n` : '';
  stub('nvidia-smi', ecc.includes('dead') ? 'exit 15' : `${first}printf '%s\\n' ${ecc.map((line) => `'${line}'`).join(' ')}`);
  writeFileSync(join(root, 'kernel.log'), kernel);
  stub('journalctl', `cat '${root}/kernel.log'`);
  stub('curl', 'case "${*: -1}" in */token) echo token ;; */instance-id) echo i-0abc ;; */region) echo eu-north-1 ;; *) exit 22 ;; esac');
  stub(
    'aws',
    `echo "$AWS_REGION $*" >>'${root}/calls'
case "$2" in describe-auto-scaling-instances) echo ${name} ;; describe-auto-scaling-groups) printf '${group}\\n' ;; esac`,
  );
  const before = lines().length;
  const result = spawnSync('bash', ['runtime/node/gpu-health.sh'], {
    encoding: 'utf8',
    env: { PATH: `${stubs}:${process.env['PATH']}`, NODE_ROOT: root, GPU_HEALTH_COOLDOWN: String(cooldown), FATAL_XIDS: '48|64|74|79|95|119|120|140' },
  });
  const calls = lines().slice(before);
  return { code: result.status, log: result.stderr, calls, failed: calls.some((call) => call.includes('set-instance-health')) };
}

function lines(): string[] {
  const file = join(root, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

const xid = (code: number) => `NVRM: GPU at PCI:0000:53:00\nNVRM: Xid (PCI:0000:53:00): ${code}, pid=4711, name=VLLM::Worker\n`;

describe('gpu-health.sh', () => {
  it('asks nobody anything on a healthy node', () => {
    expect(check({})).toMatchObject({ code: 0, log: '', calls: [] });
  });

  it.each<[string, Node]>([
    ['an uncorrected memory error', { ecc: ['0', '2'] }],
    ['a driver that does not answer', { ecc: ['dead'] }],
    ['a GPU that fell off the bus', { kernel: xid(79) }],
    ['a double-bit error', { kernel: xid(48) }],
  ])('reports the node for %s', (_, node) => {
    const result = check(node);
    expect(result).toMatchObject({ code: 0, failed: true });
    expect(result.calls.at(-1)).toBe(
      'eu-north-1 autoscaling set-instance-health --instance-id i-0abc --health-status Unhealthy --no-should-respect-grace-period',
    );
  });

  it.each<[string, Node]>([
    ['an application’s own fault', { kernel: xid(31) }],
    ['a contained error', { kernel: xid(94) }],
    ['a longer number', { kernel: xid(148) }],
    ['GPUs that do not count errors', { ecc: ['[N/A]', '0'] }],
    ['a driver that answers the second time', { ecc: ['busy', '0'] }],
  ])('leaves the node alone for %s', (_, node) => {
    expect(check(node)).toMatchObject({ code: 0, calls: [] });
  });

  it('leaves the node in service while another is out', () => {
    const result = check({ kernel: xid(79), group: '11\t12' });
    expect(result).toMatchObject({ code: 0, failed: false });
    expect(result.log).toContain('11 of 12 nodes are healthy; one at a time');
  });

  it('reports again after the cool-down, not before', () => {
    const broken = { kernel: xid(79) };
    expect(check(broken).failed).toBe(true);
    expect(check(broken)).toMatchObject({ code: 0, failed: false, calls: [] });
    expect(check({ ...broken, cooldown: 0 }).failed).toBe(true);
  });

  it('fails loudly on a node of no group', () => {
    const result = check({ kernel: xid(79), name: 'None' });
    expect(result).toMatchObject({ code: 1, failed: false });
    expect(result.log).toContain('i-0abc is in no Auto Scaling group');
  });
});
