import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const server = propertiesOf(fleet, 'ServingTask').ContainerDefinitions.find(({ Name }: Json) => Name === 'vllm');

describe('a vLLM service', () => {
  it('runs its server without rights, without a writable root, on its own GPUs', () => {
    expect(server).toMatchObject({
      User: '2000:0',
      ReadonlyRootFilesystem: true,
      ResourceRequirements: [{ Type: 'GPU', Value: '2' }],
      LinuxParameters: { Capabilities: { Drop: ['ALL'] }, InitProcessEnabled: true },
    });
    expect(server.Privileged).toBeUndefined();
  });

  it('reads weights and cannot change them', () => {
    expect(server.MountPoints).toContainEqual({ ContainerPath: '/models', ReadOnly: true, SourceVolume: 'models' });
  });

  it('serves half of a node pair: as the topology says, quantized while it loads, bounded in what waits', () => {
    expect(server.Command).toEqual(
      expect.arrayContaining(['--quantization=fp8', '--tensor-parallel-size=2', '--kv-cache-dtype=fp8', '--max-num-queued-reqs=320', '--shutdown-timeout=900']),
    );
  });

  it('has the key of the gateway as a secret, and tells nobody anything', () => {
    expect(server.Secrets).toEqual([{ Name: 'VLLM_API_KEY', ValueFrom: { Ref: expect.stringMatching(/^ApiKey/) } }]);
    expect(server.Environment).toEqual(expect.arrayContaining([{ Name: 'DO_NOT_TRACK', Value: '1' }]));
    expect(server.Command).toContain('--disable-uvicorn-access-log');
  });

  it('replaces replicas in place, rolls back what does not start, fills nodes in both zones', () => {
    expect(propertiesOf(fleet, 'ServingService')).toMatchObject({
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MaximumPercent: 100, MinimumHealthyPercent: 91 },
      EnableExecuteCommand: false,
      PlacementStrategies: [
        { Field: 'attribute:ecs.availability-zone', Type: 'spread' },
        { Field: 'memory', Type: 'binpack' },
      ],
    });
  });
});
