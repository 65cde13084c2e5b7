import { guardrailHosts } from '../hosts/select.js';
import { endpointsOf, type PrivateEndpoints } from '../hosts/shared/private-endpoints.js';
import { traitsOf } from '../hosts/traits.js';
import type { Topology } from '../topology/schema/topology.js';
import { callingNetworks } from '../topology/views.js';
import { tokenBrokerIn } from './token-brokers.js';

/** What the gateway's tasks call besides the hosts; one that exists finds the same. */
const ofGateways = endpointsOf('ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 'secretsmanager', 'sts');

/** What the job that brings weights in calls through private endpoints; S3 has a gateway endpoint of its own. */
export const ingestEndpoints: PrivateEndpoints = {
  kms: ['kms:Sign', 'kms:Verify'],
  logs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  secretsmanager: ['secretsmanager:GetSecretValue'],
};

/** What the job that builds images calls through private endpoints: it logs in, pushes, compares what is there, and signs. */
export const imageEndpoints: PrivateEndpoints = {
  'ecr.api': ['ecr:GetAuthorizationToken'],
  'ecr.dkr': [
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:CompleteLayerUpload',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
  ],
  kms: ['kms:Sign', 'kms:Verify'],
  logs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
};

/** Actions by service, of the interface endpoints that the tenants of a network on AWS need: no more and no less. */
export function endpointsOfNetwork(topology: Topology, network: string): PrivateEndpoints {
  const hosts = Object.values(topology.hosts).flatMap((host) => ('network' in host && host.network === network ? [traitsOf(host).network.endpoints] : []));
  const gateway = Object.values(topology.gateway.zones).some((place) => place.network === network);
  const broker = tokenBrokerIn(topology, network) !== undefined;
  return union([...hosts, ...(gateway ? [ofGateways] : []), ...(broker ? [endpointsOf('lambda')] : [])]);
}

function union(all: readonly PrivateEndpoints[]): PrivateEndpoints {
  const found = new Map<string, Set<string>>();
  for (const [service, actions] of all.flatMap((endpoints) => Object.entries(endpoints)))
    found.set(service, new Set([...(found.get(service) ?? []), ...actions]));
  return Object.fromEntries([...found].map(([service, actions]) => [service, [...actions].sort()]));
}

/** Ranges of linked networks whose gateways call the Bedrock hosts of a network through it. */
export function linkedCallers(topology: Topology, network: string): string[] {
  const hosts = guardrailHosts(topology).filter(([, host]) => host.network === network);
  const callers = callingNetworks(
    topology,
    hosts.map(([id]) => id),
    network,
  );
  return callers.filter(({ link }) => link !== undefined).map((from) => from.entity.cidr);
}
