import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const ingest = written('aws-weights-ingest-eu-north-1');
const project = propertiesOf(ingest, 'prodllama70');
const environment = Object.fromEntries(project.Environment.EnvironmentVariables.map(({ Name, Value }: Json) => [Name, Value]));

describe('the job that brings weights in', () => {
  it('runs one at a time, without rights over its machine, in its own network', () => {
    expect(project).toMatchObject({ ConcurrentBuildLimit: 1, Environment: { PrivilegedMode: false, ImagePullCredentialsType: 'SERVICE_ROLE' } });
    expect(project.VpcConfig).toBeDefined();
  });

  it('fetches one commit, checks one manifest, writes below one prefix', () => {
    expect(environment).toMatchObject({
      COMMIT: '0'.repeat(40),
      MANIFEST_SHA256: '0'.repeat(64),
      REPOSITORY: 'meta-llama/Llama-3.3-70B-Instruct',
      WEIGHTS_BUCKET: 'llama-weights-acme-111122223333-eu-north-1',
      WEIGHTS_PREFIX: `llama-3.3-70b-instruct/bf16/${'0'.repeat(40)}`,
      WEIGHTS_SIGNING_KEY: 'arn:aws:kms:eu-north-1:111122223333:alias/llama-weights-acme-1',
    });
    expect(project.Environment.EnvironmentVariables.find(({ Name }: Json) => Name === 'HF_TOKEN').Type).toBe('SECRETS_MANAGER');
  });

  it('is given up when it waits an hour or runs eight', () => {
    expect(project).toMatchObject({ QueuedTimeoutInMinutes: 60, TimeoutInMinutes: 480 });
  });
});
