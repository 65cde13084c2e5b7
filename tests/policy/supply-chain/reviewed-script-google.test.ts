import { describe, expect, it } from 'vitest';
import { judge } from '../../../policy/engine.js';
import { rule } from '../../../policy/supply-chain/reviewed-script.js';
import type { Written } from '../../support/documents.js';
import { onGoogleFleet, template, userData } from '../../support/google-fleet.js';
import { evidenceOf, mutated } from '../../support/synthesized.js';
import { asOf, topologyWith } from '../../support/topologies.js';

const zeros = '0'.repeat(64);
const ones = '1'.repeat(64);

const another = 'is not the program that was reviewed';
describe('on Google', () => {
  it.each<[string, (document: Written) => void, string]>([
    ['another digest', userData(`MANIFEST_SHA256="${zeros}"`, `MANIFEST_SHA256="${ones}"`), 'has `export MANIFEST_SHA256='],
    ['another bucket', userData('WEIGHTS_BUCKET="acme-llama-gpu-', 'WEIGHTS_BUCKET="somebody-'), 'has `export WEIGHTS_BUCKET='],
    ['another address of Cloud KMS', userData('export MODEL="llama70"', 'export MODEL="llama70"\n      export KMS_API="https://example.org"'), another],
    ['no check of the signature', userData(" >&2 || refuse 'the signature", " >&2 || log 'the signature"), another],
    [
      'vLLM without the gate',
      userData(
        '      ExecStartPre=/usr/bin/test -e /run/llama-weights-verified\n      ExecStartPre=/usr/bin/test -c /dev/nvidiactl\n      ExecStartPre=-/usr/bin/docker rm --force vllm',
        '      ExecStartPre=-/usr/bin/docker rm --force vllm',
      ),
      another,
    ],
    [
      'vLLM started twice',
      userData('      ExecStop=/usr/bin/docker stop --time', '      ExecStart=/usr/bin/id\n      ExecStop=/usr/bin/docker stop --time'),
      'has `ExecStart=/usr/bin/docker run \\`. Allowed: `ExecStart=one command`',
    ],
    [
      'an environment of the script',
      userData('      ExecStart=/bin/bash /etc/blueprint/prepare', '      Environment=KMS_API=x\n      ExecStart=/bin/bash /etc/blueprint/prepare'),
      another,
    ],
    ['a command at boot', userData('  - systemctl daemon-reload', '  - touch /run/llama-weights-verified'), another],
    ['a boot hook', userData('runcmd:', 'bootcmd:\n  - id\nruncmd:'), another],
    [
      'a file that everybody may write',
      userData('/etc/blueprint/engine-watch.sh\n    permissions: "0700"', '/etc/blueprint/engine-watch.sh\n    permissions: "0777"'),
      another,
    ],
    ['another driver', userData('-version=', '-version=1'), 'has `-version=1580.95.05 \\`. Allowed: `-version=580.95.05`'],
    ['a collector that reports to another project', userData('project: acme-llama-gpu', 'project: somebody'), 'has `project: somebody`'],
    [
      'metrics of another fleet',
      userData('prefix: custom.googleapis.com/eu_gce_eu_gce', 'prefix: custom.googleapis.com/other'),
      'has `prefix: custom.googleapis.com/other`',
    ],
    ['a collector that keeps all metrics', userData('vllm:num_requests_running|vllm:num_requests_waiting|vllm:kv', '.*|vllm:kv'), another],
    ['a collector that is root', userData('--user=10001', '--user=0'), another],
    ["a collector with the server's environment", userData('--env-file=/run/blueprint/node.env', '--env-file=/run/blueprint/vllm.env'), another],
    ['a text that readers of YAML take differently', userData('runcmd:\n', 'runcmd: # of machines\n'), 'readers of YAML may take differently'],
    ['an expression of Terraform', userData('log "ready: $${MODEL} verified"', 'log "ready: ${var.x} verified"'), 'has an expression of Terraform'],
    ['a startup script', (document) => void (template(document).metadata['startup-script'] = '#!/bin/sh'), another],
    ['a shutdown script', (document) => void (template(document).metadata['shutdown-script-url'] = 'gs://x'), another],
    ['a startup script of the template', (document) => void (template(document).metadata_startup_script = '#!/bin/sh'), 'nobody reviewed'],
    ['user data that is none', (document) => void (template(document).metadata['user-data'] = '#!/bin/bash'), 'is no cloud-init configuration'],
  ])('notices %s', (_, change, message) => {
    const found = onGoogleFleet(rule, change);
    expect(found.map((finding) => finding.message).join('\n')).toContain(message);
    expect(found[0]).toMatchObject({ severity: 'fatal', path: 'hosts.eu-gce' });
  });

  it.each<[string, (document: Written) => void, string]>([
    ['another one', userData('/llama/dcgm-exporter@', '/llama/other@'), 'Allowed: `europe-west4-docker.pkg.dev/acme-llama-gpu/llama/dcgm-exporter@'],
    ['one that everybody reaches', userData('--publish=127.0.0.1:9400:9400', '--publish=9400:9400'), another],
    [
      'one that sees fewer GPUs',
      userData(
        '--device=/dev/nvidia7 \\\n          --volume=/var/lib/nvidia/lib64:/usr/local/nvidia/lib64:ro \\\n          --volume=/etc',
        '--volume=/var/lib/nvidia/lib64:/usr/local/nvidia/lib64:ro \\\n          --volume=/etc',
      ),
      'Allowed: `--device=/dev/nvidia-uvm',
    ],
  ])('notices of an exporter, which holds no secret, %s', (_, change, message) => {
    const found = onGoogleFleet(rule, change);
    expect(found[0]).toMatchObject({ severity: 'error', message: expect.stringContaining(message) });
  });

  it('notices a file that is not written', () => {
    const unwritten = userData('  - path: /etc/blueprint/progress.py\n', '  - path: /etc/blueprint/other.py\n');
    expect(onGoogleFleet(rule, unwritten).map(({ message }) => message)).toEqual([
      expect.stringContaining('lacks metadata /etc/blueprint/progress.py'),
      expect.stringContaining(
        'metadata (/etc/blueprint/other.py) of google_compute_region_instance_template.Nodes-b_Template_D7A5D46A is a program that nobody reviewed',
      ),
      expect.stringContaining('metadata (boot)'),
    ]);
  });

  it('derives agents of the organisation word by word', () => {
    const loaded = topologyWith([], 'examples/landing-zone.yaml');
    const after = (from: string, to: string) => judge([rule], loaded, asOf, mutated(evidenceOf(loaded), 'google-fleet-gce', userData(from, to)));
    expect(after('/docker stop agent-', '/docker kill agent-')).toMatchObject([{ message: expect.stringContaining('agent-sensor-google.service') }]);
    expect(after('--log-driver=none \\\n          europe-docker', '--log-driver=syslog \\\n          europe-docker')).toHaveLength(1);
    expect(after('/sensor@sha256:', '/another@sha256:')).toMatchObject([{ message: expect.stringContaining('Allowed: `--log-driver=none') }]);
  });
});
