import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { type Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { EncryptedSecret } from '../encryption/encrypted-secret.js';
import type { JobPlacement } from '../network/job-placement.js';

/** What a build does. */
export interface Job {
  /** What it is for, in one sentence. */
  readonly description: string;
  /** What runs, inline: nothing is fetched that a reviewer has not seen. */
  readonly buildspec: string;
  /** Environment variables by name, in clear text. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface JobProjectProps {
  /** What its builds do. */
  readonly job: Job;
  /** Image by digest, from a registry of this account. */
  readonly image: string;
  /** Variables that are read from secrets and masked in the logs, by name. */
  readonly secrets: Readonly<Record<string, EncryptedSecret>>;
  /** ARN of the key that encrypts what a build leaves. */
  readonly keyArn: string;
  /** What builds may do; the policy must be attached before a project in a VPC is created. */
  readonly role: { readonly role: Role; readonly policy: ManagedPolicy };
  /** Longest that a build waits, and longest that it runs. */
  readonly longest: { readonly queued: Duration; readonly build: Duration };
  /** Where builds run. */
  readonly network: JobPlacement;
  /** Where their output goes. */
  readonly logGroup: ILogGroup;
}

/** What goes to AWS goes through endpoints, past the proxy; so does what asks for credentials. */
function proxied(scope: Construct, url: string): Readonly<Record<string, string>> {
  return { HTTPS_PROXY: url, NO_PROXY: `.${Stack.of(scope).urlSuffix},169.254.169.254,169.254.170.2,localhost` };
}

/** A job: a CodeBuild project that takes no source, runs once at a time and keeps nothing. */
export class JobProject extends CfnProject {
  constructor(scope: Construct, id: string, props: JobProjectProps) {
    const { job, secrets, longest } = props;
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
          ...Object.entries(secrets).map(([name, { secretArn }]) => ({ name, type: 'SECRETS_MANAGER', value: secretArn })),
        ].sort((a, b) => (a.name < b.name ? -1 : 1)),
      },
      serviceRole: props.role.role.roleArn,
      encryptionKey: props.keyArn,
      vpcConfig: { vpcId, subnets: [subnetId], securityGroupIds: [securityGroupId] },
      logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: props.logGroup.logGroupName } },
      concurrentBuildLimit: 1,
      timeoutInMinutes: longest.build.toMinutes(),
      queuedTimeoutInMinutes: longest.queued.toMinutes(),
      visibility: 'PRIVATE',
    });
    this.node.addDependency(props.role.policy);
  }
}
