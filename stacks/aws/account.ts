import type { Construct } from 'constructs';
import { BedrockAccountSettings } from '../../constructs/aws/bedrock/bedrock-account-settings.js';
import { parameterName } from '../../derived/names.js';
import { bundleHandler } from '../../runtime/bundle.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** Singletons of one account in one region where Bedrock may process: data retention and invocation logging. */
export class AccountStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, account: string, region: string) {
    super(scope, context, {
      account,
      region,
      name: ['aws-account', region],
      description: `Bedrock data retention and invocation logging in ${region}`,
      origin: `accounts.aws.${account}.bedrock`,
      tags: {},
      terminationProtection: true,
    });
    const { bedrock } = entity(context.topology.accounts.aws, account);
    new BedrockAccountSettings(this, 'Bedrock', {
      handlerDirectory: bundleHandler('bedrock-account'),
      retention: bedrock.retention,
      // A topology that asks for content is refused by data-use/invocation-logging-content; nothing here delivers it.
      invocationLog: bedrock.invocationLogging !== 'off',
      earlierLoggingParameter: parameterName(context.topology.name, 'bedrock', 'earlier-logging'),
    });
  }
}
