import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/capacity/fits-node.js';
import { resourceOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';
import { fineTuned, ofRelease } from '../../support/fine-tuned.js';
import { googleFleet, onGoogleFleet, userData } from '../../support/google-fleet.js';
import type { Edit } from '../../support/topologies.js';

const onNode = (type: string): [string, string] => ['instanceType: p5.48xlarge', `instanceType: ${type}`];
const atLoad = '      # The repository holds BF16; vLLM quantizes its weights when it loads them.\n      quantization: fp8\n';
const stored: Edit = [atLoad, ''];
const model = (release: string, precision: string): [string, string] => [
  'release: llama-3.3-70b-instruct\n    precision: fp8',
  `release: ${release}\n    precision: ${precision}`,
];

describe(rule.id, () => {
  it('accepts 70B fp8 on two H100 of a p5.48xlarge', () => {
    expect(findings(rule)).toEqual([]);
  });

  it('refuses two-GPU replicas on the one GPU of a p5.4xlarge', () => {
    expect(topologyFindings(rule, [onNode('p5.4xlarge')])[0]).toMatchObject({
      path: 'hosts.eu-fleet.nodes.instanceType',
      severity: 'fatal',
      message: 'A replica takes 2 GPUs; p5.4xlarge has 1.',
    });
  });

  it('refuses 70B fp8 squeezed onto one H100', () => {
    const found = topologyFindings(rule, [
      stored,
      ['    requestLogging: false\n    telemetry: false\n', '    serving: {tensorParallel: 1}\n    requestLogging: false\n'],
    ]);
    expect(found[0]).toMatchObject({ path: 'hosts.eu-fleet.serving.tensorParallel', message: expect.stringContaining('GB of weights') });
  });

  it('accepts 405B fp8 on a whole node and refuses it in bf16', () => {
    expect(findings(rule, [model('llama-3.1-405b-instruct', 'fp8'), stored])).toEqual([]);
    expect(topologyFindings(rule, [model('llama-3.1-405b-instruct', 'bf16'), stored])[0]?.message).toContain('8 × H100');
  });

  it('counts the room of adapters, at the rank that vLLM takes', () => {
    const narrow: Edit = ['    images:\n      metrics: otelcol', '    serving: {gpuMemoryUtilization: 0.32}\n    images:\n      metrics: otelcol'];
    const rank = (number: number): Edit => ['      rank: 16\n', `      rank: ${number}\n`];
    expect(topologyFindings(rule, [narrow], fineTuned)).toEqual([]);
    expect(topologyFindings(rule, [rank(400)], fineTuned)).toEqual([]);
    expect(topologyFindings(rule, [narrow, rank(400)], fineTuned)).toMatchObject([
      {
        severity: 'fatal',
        message:
          'llama-3.1-8b-instruct bf16 needs 16.1 GB of weights and 4.3 GB for one request of 32768 tokens, and 3.1 GB for 1 adapter; 1 × H100 have room for 21.6 GB.',
      },
    ]);
  });

  it('refuses adapters beside experts, of which nothing says how much they take', () => {
    expect(
      topologyFindings(rule, [...ofRelease('llama-4-scout-17b-16e-instruct'), ['instanceType: p5.4xlarge', 'instanceType: p5.48xlarge']], fineTuned),
    ).toMatchObject([
      {
        path: 'hosts.desk-fleet.adapters',
        message: expect.stringContaining('Nothing says how much memory 1 adapters take beside llama-4-scout-17b-16e-instruct'),
      },
    ]);
  });

  it('counts the share of BF16 weights that a GPU may hold while vLLM quantizes them', () => {
    // 811.8 GB over eight GPUs; quantized, the same weights would fit.
    expect(topologyFindings(rule, [model('llama-3.1-405b-instruct', 'fp8')])).toMatchObject([
      { severity: 'fatal', message: expect.stringContaining('101.5 GB of 811.8 GB; H100 has room for 76.0 GB') },
    ]);
    const alone: Edit = ['    requestLogging: false\n    telemetry: false\n', '    serving: {tensorParallel: 1}\n    requestLogging: false\n'];
    expect(topologyFindings(rule, [alone])[0]?.message).toContain('141.2 GB of 141.2 GB');
  });

  it('counts what a checkpoint leaves in 16 bits', () => {
    const meta: Edit = ['repository: meta-llama/Llama-3.3-70B-Instruct', 'repository: meta-llama/Llama-3.1-405B-Instruct-FP8'];
    const long: Edit = ['    requestLogging: false\n    telemetry: false\n', '    serving: {maxModelLen: 400000}\n    requestLogging: false\n'];
    const found = topologyFindings(rule, [model('llama-3.1-405b-instruct', 'fp8'), stored, meta, long]);
    expect(found[0]?.message).toContain('needs 487.0 GB of weights');
  });

  it('judges the next version of a transition as well', () => {
    const next: [string, string] = ['release: llama-3.1-8b-instruct\n    precision: fp8', 'release: llama-3.1-70b-instruct\n    precision: fp8'];
    expect(findings(rule, [], 'examples/transition.yaml')).toEqual([]);
    expect(topologyFindings(rule, [next], 'examples/transition.yaml')[0]).toMatchObject({
      path: 'hosts.desk-fleet.transition.next',
      message: 'A replica takes 2 GPUs; p5.4xlarge has 1.',
    });
  });

  it('notices a replica told to use other GPUs than it reserves', () => {
    const found = findingsAfter(rule, 'aws-fleet-eu-fleet', (document) => {
      resourceOf(document, 'AWS::ECS::TaskDefinition').ContainerDefinitions[0].ResourceRequirements[0].Value = '1';
    });
    expect(found).toMatchObject([{ message: 'The task reserves 1 GPUs and vLLM is configured to use 2; both must be the same.' }]);
  });
});

describe('on Google', () => {
  it('accepts four replicas of two GPUs, refuses sixteen bits on two, and one more GPU than there is', () => {
    expect(findings(rule, [], googleFleet)).toEqual([]);
    const tight: Edit[] = [
      ['precision: fp8', 'precision: bf16'],
      ['    contract: google-main', '    serving: { tensorParallel: 1 }\n    contract: google-main'],
    ];
    expect(findings(rule, tight, googleFleet)).toMatchObject([{ severity: 'fatal', path: 'hosts.eu-gce.serving.tensorParallel' }]);
  });

  // The exporter beside it has all GPUs, too.
  const ofServer = '          --volume=/var/lib/nvidia/lib64:/usr/local/nvidia/lib64:ro \\\n          --volume=/var/lib/nvidia/bin';
  it.each([
    ['a GPU fewer', `          --device=/dev/nvidia7 \\\n${ofServer}`, ofServer, 'reserves 7 GPUs and vLLM is configured to use 8'],
    ['a replica more', '--data-parallel-size=4', '--data-parallel-size=8', 'reserves 8 GPUs and vLLM is configured to use 16'],
  ])('sees %s in the user data', (_, from, to, message) => {
    expect(onGoogleFleet(rule, userData(from, to))).toMatchObject([{ path: 'hosts.eu-gce.nodes', message: expect.stringContaining(message) }]);
  });
});
