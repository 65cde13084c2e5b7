import { Dashboard, GraphWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { extensionKind } from '../../derived/extensions.js';
import { pathOf } from '../../topology/path.js';
import { AwsStack } from '../aws/aws-stack.js';
import type { StackContext } from '../context.js';
import type { OwnStackPlace } from './own-stack.js';

/** An example of a stack of your own: a page for an operations centre, and a query that its people would otherwise type. */
export class BedrockDashboardStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, { id, account, region }: OwnStackPlace) {
    super(scope, context, {
      account,
      region,
      name: [extensionKind.aws, id],
      description: 'Calls of Bedrock in this account, for the operations centre',
      origin: pathOf('extensions', id),
      tags: {},
    });
    const sum = (metricName: string) => new Metric({ namespace: 'AWS/Bedrock', metricName, statistic: 'Sum', period: Duration.minutes(5) });
    new Dashboard(this, 'Page', {
      defaultInterval: Duration.hours(24),
      widgets: [
        [new GraphWidget({ title: 'Calls', width: 12, left: [sum('Invocations'), sum('InvocationThrottles')] })],
        [new GraphWidget({ title: 'Errors', width: 12, left: [sum('InvocationClientErrors'), sum('InvocationServerErrors')] })],
      ],
    });
    new CfnQueryDefinition(this, 'Query', {
      name: `${this.stackName}/refused-flows`,
      queryString: "fields @timestamp, srcAddr, dstAddr, dstPort | filter action = 'REJECT' | sort @timestamp desc | limit 100",
    });
  }
}
