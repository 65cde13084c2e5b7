import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const made: Json = evidenceOf(topologyWith([], 'examples/hosted-only.yaml')).aws?.find(({ name }) => name.endsWith('aws-allocated-cost'))?.document;

describe('the job that says what workloads cause', () => {
  it('runs twice a day, never twice at a time, and keeps what could not be started', () => {
    expect(propertiesOf(made, 'JobSchedule')).toMatchObject({ ScheduleExpression: 'rate(12 hours)', Target: { DeadLetterConfig: { Arn: expect.anything() } } });
    expect(propertiesOf(made, 'JobFunction')).toMatchObject({ ReservedConcurrentExecutions: 1, Timeout: 900, MemorySize: 1024 });
  });

  it('asks the logs of gateways and no other', () => {
    const { Statement } = propertiesOf(made, 'JobPolicy').PolicyDocument;
    expect(Statement.find(({ Action }: Json) => Action === 'logs:StartQuery').Resource).toEqual(
      ['any', 'us'].flatMap((zone) => ['', ':*'].map((all) => `arn:aws:logs:us-east-2:444455556666:log-group:/llama/gateway/${zone}${all}`)),
    );
  });
});
