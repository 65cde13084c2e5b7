import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { clientOptions } from './client-options.js';
import { type Credentials, keptCredentials } from './kept-credentials.js';

export interface WorkloadRole {
  readonly role: string;
  readonly region: string;
  readonly stsEndpoint: string;
  /** Shown in AWS's logs as who took the role: letters, digits and `=,.@-`, at most 64. */
  readonly session: string;
}

/** AWS grants a role that was taken with the credentials of another role for an hour at most. */
const lifetime = 3_600;

/** Credentials of a workload's role, taken with those of the task. */
export function workloadCredentials({ role, region, stsEndpoint, session }: WorkloadRole, task: () => Promise<Credentials>): () => Promise<Credentials> {
  const sts = new STSClient(clientOptions({ region, endpoint: stsEndpoint }, task, { connect: 2, request: 5 }));
  const command = { RoleArn: role, RoleSessionName: session.slice(0, 64), DurationSeconds: lifetime };
  return keptCredentials(async () => {
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = (await sts.send(new AssumeRoleCommand(command))).Credentials ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined || Expiration === undefined) {
      throw new Error('The answer of STS has no temporary credentials.');
    }
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: Expiration };
  });
}
