import { modelHeader } from '../../constructs/aws/balancer/model-header.js';
import { awsEndpoint, callerOf } from '../shared/aws-caller-gateway.js';
import { fleetTarget } from '../shared/fleet-gateway.js';
import { answersOnly, type GatewayCall, type HostGateway, known } from '../shared/host-gateway.js';
import type { AwsFleetHost } from './schema.js';

/** vLLM behind a load balancer, twice while a transition is declared: a header asks for the model that takes over. */
export const gateway: HostGateway<AwsFleetHost> = {
  ...answersOnly,
  targets: (call) => {
    const { host } = call;
    const credential = apiKey(call);
    const next = host.transition?.trafficPercent ?? 0;
    const present = { version: 'present', percent: 100 - next, model: host.model } as const;
    const targets = [fleetTarget(call, present, { credential, headers: {} })];
    if (host.transition !== undefined) {
      const { next: model } = host.transition;
      targets.push(fleetTarget(call, { version: 'next', percent: next, model }, { credential, headers: { [modelHeader]: model } }));
    }
    return targets.filter(({ percent }) => percent > 0);
  },
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
