import type { Construct } from 'constructs';
import { ModelLifecycleWatch } from '../../../constructs/aws/bedrock/model-lifecycle-watch.js';
import { bedrockNoticeDays } from '../../../facts/bedrock.js';
import { bundleHandler } from '../../../runtime/bundle.js';
import { AwsStack } from '../../../stacks/aws/aws-stack.js';
import type { StackContext } from '../../../stacks/context.js';
import { hostsOf } from '../../select.js';
import { bedrockReach } from '../reach.js';

/** Watches the lifecycle of the Bedrock models that are called in one account and region. */
export class LifecycleStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, account: string, region: string) {
    super(scope, context, {
      account,
      region,
      name: ['aws-lifecycle', region],
      description: `Lifecycle of the Bedrock models in use in ${region}`,
      origin: `accounts.aws.${account}`,
      tags: {},
    });
    const { topology } = context;
    const models = hostsOf(topology, 'bedrock')
      .filter(([, host]) => host.account === account && host.region === region)
      .map(([, host]) => bedrockReach(topology, host).modelId);
    new ModelLifecycleWatch(this, 'Watch', {
      handlerDirectory: bundleHandler('model-lifecycle'),
      topology: topology.name,
      models: [...new Set(models)].sort(),
      noticeDays: bedrockNoticeDays(),
      notify: topology.finance.notify,
    });
  }
}
