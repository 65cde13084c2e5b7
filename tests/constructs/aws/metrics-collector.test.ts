import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('aws-fleet-eu-fleet');
const collector = propertiesOf(fleet, 'ServingTask').ContainerDefinitions.find(({ Name }: Json) => Name === 'metrics');

describe('the collector of metrics', () => {
  it('runs beside its server without rights, from a pinned image', () => {
    expect(collector).toMatchObject({ User: '10001', ReadonlyRootFilesystem: true, LinuxParameters: { Capabilities: { Drop: ['ALL'] } }, Essential: false });
    expect(JSON.stringify(collector.Image)).toMatch(/otelcol-contrib@sha256:0{64}/);
  });

  it('writes to its own log group for 30 days, and nowhere else', () => {
    expect(propertiesOf(fleet, 'ServerMetrics').RetentionInDays).toBe(30);
    expect(propertiesOf(fleet, 'ServerMetricsTaskPolicy').PolicyDocument.Statement).toEqual([
      {
        Sid: 'WriteMetrics',
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ServerMetrics/), 'Arn'] },
      },
    ]);
  });
});
