import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const exporter = propertiesOf(fleet, 'GpuExporterTask').ContainerDefinitions.find(({ Name }: Json) => Name === 'dcgm');
const environment = Object.fromEntries(exporter.Environment.map(({ Name, Value }: Json) => [Name, Value]));

describe('the exporter of GPU metrics', () => {
  it('is on every node, once, and sees GPUs without taking one', () => {
    expect(propertiesOf(fleet, 'GpuExporterService')).toMatchObject({ SchedulingStrategy: 'DAEMON', LaunchType: 'EC2', EnableExecuteCommand: false });
    expect(exporter.ResourceRequirements).toBeUndefined();
    expect(environment).toMatchObject({ NVIDIA_VISIBLE_DEVICES: 'all', NVIDIA_DRIVER_CAPABILITIES: 'utility' });
  });

  it('answers on the loopback address only, and can write nothing', () => {
    expect(environment).toMatchObject({ DCGM_EXPORTER_LISTEN: '127.0.0.1:9400' });
    expect(exporter).toMatchObject({ ReadonlyRootFilesystem: true, LinuxParameters: { Capabilities: { Drop: ['ALL'] } } });
  });
});
