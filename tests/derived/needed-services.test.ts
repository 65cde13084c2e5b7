import { describe, expect, it } from 'vitest';
import { gatewayServices, neededServices, tenantsOf } from '../../derived/needed-services.js';
import { topologyWith } from '../support/topologies.js';

/** What the manuals of each agent name: without one of them a node or a gateway never gets ready in a VPC without a way out. */
const needs = {
  'ECS agent (Amazon ECS interface VPC endpoints)': ['nodes', ['ecs', 'ecs-agent', 'ecs-telemetry']],
  'image pull (Amazon ECR interface VPC endpoints)': ['nodes', ['ecr.api', 'ecr.dkr', 's3']],
  'Session Manager without ec2messages': ['nodes', ['ssm', 'ssmmessages']],
  'weights and secrets, decrypted': ['nodes', ['s3', 'kms', 'secretsmanager']],
  'logs and metrics': ['nodes', ['logs', 'monitoring']],
  'end of a lifecycle hook': ['nodes', ['autoscaling']],
  'image pull of the gateway': ['gateway', ['ecr.api', 'ecr.dkr', 's3']],
  'tokens for other clouds': ['gateway', ['sts']],
  'keys, secrets, logs and metrics of the gateway': ['gateway', ['kms', 'secretsmanager', 'logs', 'monitoring']],
  'tokens of Microsoft Entra, through a function': ['tokenBroker', ['lambda']],
  'calls of models': ['bedrock', ['bedrock-runtime']],
} as const;

/** Services that a host of the reference needs of its network. */
const ofHost = (network: string, id: string) => tenantsOf(topologyWith().topology, network).find(({ name }) => name === id)?.services ?? [];
const needed: Readonly<Record<string, readonly string[]>> = { ...neededServices, nodes: ofHost('eu', 'eu-fleet'), bedrock: ofHost('us', 'us-bedrock') };

describe('endpoints of an isolated network', () => {
  it.each(Object.entries(needs))('%s', (_, [tenant, services]) => {
    expect(needed[tenant]).toEqual(expect.arrayContaining([...services]));
  });

  it('are no others: each is a way out that somebody has to review', () => {
    const count = Object.fromEntries(Object.entries(needed).map(([tenant, services]) => [tenant, new Set(services).size]));
    expect(count).toEqual({ nodes: 13, gateway: 8, existingGateway: 2, bedrock: 1, tokenBroker: 1 });
    expect([...gatewayServices]).toEqual(['s3']);
  });
});
