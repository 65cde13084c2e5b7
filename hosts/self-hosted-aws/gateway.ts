import { awsEndpoint, callerOf } from '../shared/aws-caller-gateway.js';
import { versionTargets } from '../shared/fleet-gateway.js';
import { answersOnly, type GatewayCall, type HostGateway, known } from '../shared/host-gateway.js';
import type { AwsFleetHost } from './schema.js';

/** vLLM behind a load balancer, twice while a transition is declared. */
export const gateway: HostGateway<AwsFleetHost> = {
  ...answersOnly,
  targets: (call) => versionTargets(call, apiKey(call)),
};

function apiKey({ topology, outputs, workload, id }: GatewayCall<AwsFleetHost>) {
  const { region } = topology.hosts[id] as AwsFleetHost;
  return {
    kind: 'aws-secret',
    ...callerOf(topology, workload),
    secretsEndpoint: awsEndpoint(topology, workload, 'secretsmanager', region),
    secret: known(outputs.hosts?.[id]?.apiKeySecret, 'apiKeySecret'),
  } as const;
}
