import { CfnProject } from 'aws-cdk-lib/aws-codebuild';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import type { IngestRole } from './ingest-role.js';

export interface IngestProjectProps {
  readonly description: string;
  /** Image by digest, from a registry of this account. */
  readonly image: string;
  /** What runs, inline: nothing is fetched that a reviewer has not seen. */
  readonly buildspec: string;
  readonly environment: Readonly<Record<string, string>>;
  /** ARN of the secret that becomes `HF_TOKEN` and is masked in the logs. */
  readonly tokenArn: string;
  readonly role: IngestRole;
  readonly network: { readonly vpcId: string; readonly subnetId: string; readonly securityGroupId: string };
  readonly logGroup: ILogGroup;
  readonly keyArn: string;
}

/** The job for the weights of one model: a CodeBuild project that takes no source, runs once at a time and keeps nothing. */
export class IngestProject extends CfnProject {
  constructor(scope: Construct, id: string, props: IngestProjectProps) {
    const { vpcId, subnetId, securityGroupId } = props.network;
    super(scope, id, {
      description: props.description,
      source: { type: 'NO_SOURCE', buildSpec: props.buildspec },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        // One file at a time: capacity/ingest-disk compares the largest with the disk; the network decides how long it takes.
        computeType: 'BUILD_GENERAL1_SMALL',
        image: props.image,
        imagePullCredentialsType: 'SERVICE_ROLE',
        privilegedMode: false,
        environmentVariables: [
          ...Object.entries(props.environment).map(([name, value]) => ({ name, type: 'PLAINTEXT', value })),
          { name: 'HF_TOKEN', type: 'SECRETS_MANAGER', value: props.tokenArn },
        ].sort((a, b) => (a.name < b.name ? -1 : 1)),
      },
      serviceRole: props.role.role.roleArn,
      encryptionKey: props.keyArn,
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
