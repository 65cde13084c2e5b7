import type { Construct } from 'constructs';
import { entraAuthority } from '../../clouds/azure.js';
import { TokenBroker } from '../../constructs/aws/identity/token-broker.js';
import { tokenBrokerName } from '../../derived/names.js';
import { entraApplications, type TokenBroker as Place } from '../../derived/token-brokers.js';
import { bundleHandler } from '../../runtime/bundle.js';
import type { StackContext } from '../context.js';
import { AwsStack } from './aws-stack.js';

/** What fetches tokens of Microsoft Entra for the gateways of one account and region. */
export class TokenBrokerStack extends AwsStack {
  constructor(scope: Construct, context: StackContext, broker: Place) {
    const { account, region } = broker;
    super(scope, context, {
      account,
      region,
      name: ['aws-token-broker', region],
      description: `Fetches tokens of Microsoft Entra for gateways in ${region}`,
      origin: 'gateway.zones',
      tags: {},
    });
    new TokenBroker(this, 'Broker', {
      functionName: tokenBrokerName(context.topology.name),
      handlerDirectory: bundleHandler('gateway/broker'),
      authority: entraAuthority,
      allowed: entraApplications(context.topology, context.outputs, broker),
    });
  }
}
