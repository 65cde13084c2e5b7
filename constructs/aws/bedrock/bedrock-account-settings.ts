import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import { EncryptionKey } from '../encryption/encryption-key.js';
import { bundledFunction } from '../functions/bundled-function.js';
import { InvocationLog } from './invocation-log.js';

export interface BedrockAccountSettingsProps {
  /** Directory of the bundled handler. */
  readonly handlerDirectory: string;
  /** `PutAccountDataRetention` mode. */
  readonly retention: string;
  /** Whether calls are logged, metadata only, to a bucket of this stack. */
  readonly invocationLog: boolean;
  /** Parameter where the function keeps the logging configuration that it found, to give it back on delete. */
  readonly earlierLoggingParameter: string;
}

/**
 * Bedrock's data retention and invocation logging for one account and region. CloudFormation has no type for either,
 * so a Lambda function sets them; it brings its own SDK, because the one in the runtime may predate the API.
 */
export class BedrockAccountSettings extends Construct {
  constructor(scope: Construct, id: string, props: BedrockAccountSettingsProps) {
    super(scope, id);
    const key = new EncryptionKey(this, 'Key', { description: 'Bedrock account settings: function logs and invocation metadata', forLogs: true });
    const logging = props.invocationLog ? new InvocationLog(this, 'InvocationLog', { key }) : undefined;

    const { handler, rights } = bundledFunction(this, {
      description: 'Sets Bedrock data retention and invocation logging of this account and region',
      handlerDirectory: props.handlerDirectory,
      key,
      logs: 'FunctionLogs',
      timeout: Duration.seconds(timeouts.settings.function),
      statements: this.rights(props),
    });

    const settings = new CustomResource(this, 'Settings', {
      resourceType: 'Custom::BedrockAccountSettings',
      serviceToken: handler.functionArn,
      serviceTimeout: Duration.seconds(timeouts.settings.resource),
      properties: {
        Retention: props.retention,
        EarlierLoggingParameter: props.earlierLoggingParameter,
        ...(logging && { Logging: Stack.of(this).toJsonString(logging.config) }),
      },
    });
    if (logging !== undefined) settings.node.addDependency(logging);
    // CloudFormation would otherwise call the function while its role may do nothing yet, and remove the rights first.
    settings.node.addDependency(rights);
  }

  private rights({ retention, earlierLoggingParameter }: BedrockAccountSettingsProps): PolicyStatement[] {
    const { account, partition, region } = Stack.of(this);
    return [
      new PolicyStatement({
        sid: 'RetentionNeverLowered',
        actions: ['bedrock:PutAccountDataRetention'],
        resources: ['*'],
        conditions: { StringEquals: { 'bedrock:DataRetentionMode': retention } },
      }),
      new PolicyStatement({
        sid: 'AccountSettings',
        actions: [
          'bedrock:DeleteModelInvocationLoggingConfiguration',
          'bedrock:GetAccountDataRetention',
          'bedrock:GetModelInvocationLoggingConfiguration',
          'bedrock:PutModelInvocationLoggingConfiguration',
        ],
        // These actions have no resource level.
        resources: ['*'],
      }),
      new PolicyStatement({
        sid: 'KeepEarlierLogging',
        actions: ['ssm:DeleteParameter', 'ssm:GetParameter', 'ssm:PutParameter'],
        resources: [`arn:${partition}:ssm:${region}:${account}:parameter${earlierLoggingParameter}`],
      }),
      // The log role of an earlier configuration is known only when it is found; nothing but Bedrock can be given it.
      new PolicyStatement({
        sid: 'GiveEarlierLogRoleBack',
        actions: ['iam:PassRole'],
        resources: [`arn:${partition}:iam::${account}:role/*`],
        conditions: { StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } },
      }),
    ];
  }
}
