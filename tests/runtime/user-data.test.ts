import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { nodeUserData } from '../../runtime/node/user-data.js';
import { wholeScript } from '../../runtime/script.js';

const settings = Object.fromEntries(
  ['MODEL', 'WEIGHTS_BUCKET', 'WEIGHTS_PREFIX', 'MANIFEST_SHA256', 'PROVENANCE_SHA256', 'ADAPTERS', 'ECS_CLUSTER', 'STOP_TIMEOUT_SECONDS', 'GPU_EXPORTER'].map(
    (name) => [name, 'x'.repeat(100)],
  ),
);
const text = nodeUserData(settings, [48, 79]);

describe('user data of a node', () => {
  it('stays below the 16 KB that EC2 takes, with room for longer names', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(15_000);
  });

  it('is valid bash', () => {
    expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('installs the GPU watch as it is in the repository, before the node can be refused', () => {
    const script = wholeScript('node/gpu-health.sh');
    expect(script).toContain('NVRM: Xid');
    expect(text).toContain(`cat >"\${NODE_ROOT:-}/opt/blueprint/gpu-health.sh" <<'END_OF_FILE'\n${script}END_OF_FILE\n`);
    expect(text.indexOf('enable --now gpu-health.timer')).toBeLessThan(text.indexOf('mount_local_disks\n'));
  });
});
