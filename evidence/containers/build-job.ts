import { Allowed, any, type Form, optional } from '../expected/differences.js';
import { refersTo } from '../expected/references.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { blocks, dig, type Resource, type SynthesizedStack } from '../synthesized/stack.js';
import { variablesOf } from './command-line.js';

/** What differs from one job with a way to the internet to another. */
export interface BuildJob {
  /** Image of the topology: from the registry of the job's account, or named in full. */
  readonly image: string;
  readonly source: Form;
  readonly computeType: Form;
  readonly variables: Form;
}

/** A CodeBuild project without privileges, in one private subnet, that only its role, its key and its log belong to. */
export function buildJobForm(stack: SynthesizedStack, { image, source, computeType, variables }: BuildJob): Form {
  const [name = image, digest] = image.split('@');
  const pinned = digest === undefined ? name : `${name.replace(/:[^:/]+$/, '')}@${digest}`;
  const full = /^\d{12}\.dkr\.ecr\./.test(image) ? pinned : `${stack.account}.dkr.ecr.${stack.region}.\${AWS::URLSuffix}/${pinned}`;
  return {
    Description: any,
    Source: source,
    Artifacts: { Type: 'NO_ARTIFACTS' },
    Environment: {
      Type: 'LINUX_CONTAINER',
      ComputeType: computeType,
      // One without a digest is a finding of supply-chain/image-digest.
      Image: new Allowed(full, (text) => text === full || !/@sha256:[0-9a-f]{64}$/.test(text)),
      ImagePullCredentialsType: 'SERVICE_ROLE',
      PrivilegedMode: false,
      EnvironmentVariables: variables,
    },
    ServiceRole: refersTo(stack, 'AWS::IAM::Role', 'Arn'),
    EncryptionKey: refersTo(stack, 'AWS::KMS::Key', 'Arn'),
    VpcConfig: {
      VpcId: refersTo(stack, 'AWS::EC2::VPC'),
      Subnets: [refersTo(stack, 'AWS::EC2::Subnet')],
      SecurityGroupIds: [refersTo(stack, 'AWS::EC2::SecurityGroup', 'GroupId')],
    },
    LogsConfig: { CloudWatchLogs: { Status: 'ENABLED', GroupName: refersTo(stack, 'AWS::Logs::LogGroup') } },
    ConcurrentBuildLimit: 1,
    TimeoutInMinutes: any,
    QueuedTimeoutInMinutes: any,
    Visibility: 'PRIVATE',
    Tags: optional(any),
  };
}

/** A project with its variables by name, as the form has them. */
export function readableJob({ properties }: Resource): Record<string, unknown> {
  const { Environment: environment } = properties;
  const variables = blocks(dig(environment, 'EnvironmentVariables')).map(({ Name, ...more }): [string, unknown] => [renderedText(Name ?? ''), more]);
  return { ...properties, Environment: { ...(environment as object), EnvironmentVariables: variablesOf(variables) } };
}

/** A variable in clear text. */
export const plain = (value: Form): Form => ({ Type: 'PLAINTEXT', Value: value });
