import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import type { EncryptedSecret } from '../encryption/encrypted-secret.js';
import type { JobPlacement } from '../network/job-placement.js';
import type { IngestRole } from './ingest-role.js';

/** What a build does. */
export interface IngestJob {
  /** What it is for, in one sentence. */
  readonly description: string;
  /** What runs, inline: nothing is fetched that a reviewer has not seen. */
  readonly buildspec: string;
  /** Environment variables by name, in clear text. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface IngestProjectProps {
  /** What its builds do. */
  readonly job: IngestJob;
  /** Image by digest, from a registry of this account. */
  readonly image: string;
  /** Secret that becomes `HF_TOKEN` and is masked in the logs. The key that encrypts it encrypts what a build leaves, too. */
  readonly token: EncryptedSecret;
  /** What builds may do. */
  readonly role: IngestRole;
  /** Where builds run. */
  readonly network: JobPlacement;
  /** Where their output goes. */
  readonly logGroup: ILogGroup;
}

/** What goes to AWS goes through endpoints, past the proxy; so does what asks for credentials. */
function proxied(scope: Construct, url: string): Readonly<Record<string, string>> {
  return { HTTPS_PROXY: url, NO_PROXY: `.${Stack.of(scope).urlSuffix},169.254.169.254,169.254.170.2,localhost` };
}

/** The job for the weights of one model: a CodeBuild project that takes no source, runs once at a time and keeps nothing. */
export class IngestProject extends CfnProject {
  constructor(scope: Construct, id: string, props: IngestProjectProps) {
    const { job, token } = props;
    const { vpcId, subnetId, securityGroupId, proxyUrl } = props.network;
    super(scope, id, {
      description: job.description,
      source: { type: 'NO_SOURCE', buildSpec: job.buildspec },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        // One file at a time: capacity/ingest-disk compares the largest with the disk; the network decides how long it takes.
        computeType: 'BUILD_GENERAL1_SMALL',
        image: props.image,
        imagePullCredentialsType: 'SERVICE_ROLE',
        privilegedMode: false,
        environmentVariables: [
          ...Object.entries({ ...job.environment, ...(proxyUrl !== undefined && proxied(scope, proxyUrl)) }).map(([name, value]) => ({
            name,
            type: 'PLAINTEXT',
            value,
          })),
          { name: 'HF_TOKEN', type: 'SECRETS_MANAGER', value: token.secretArn },
        ].sort((a, b) => (a.name < b.name ? -1 : 1)),
      },
      serviceRole: props.role.role.roleArn,
      encryptionKey: token.keyArn,
      vpcConfig: { vpcId, subnets: [subnetId], securityGroupIds: [securityGroupId] },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: props.logGroup.logGroupName } },
      concurrentBuildLimit: 1,
      timeoutInMinutes: timeouts.ingest.build / 60,
      queuedTimeoutInMinutes: timeouts.ingest.queued / 60,
      visibility: 'PRIVATE',
    });
    this.node.addDependency(props.role.policy);
  }
}
