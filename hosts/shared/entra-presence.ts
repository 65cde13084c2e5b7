import { entity, gatewayNetwork, workloadsOn } from '../../topology/views.js';
import type { PresentHost } from './host-presence.js';

/** Workloads on a host behind Entra ID whose gateway is on AWS, in an account whose tokens have an issuer that is known. */
export function callersWithIssuer({ topology, outputs, id }: PresentHost<unknown>): number {
  const callers = workloadsOn(topology, id).map(([, workload]) => topology.networks[gatewayNetwork(topology, workload) ?? '']);
  return callers.filter(
    (network) => network?.cloud === 'aws' && (entity(topology.accounts.aws, network.account).oidcIssuer ?? outputs.issuers?.[network.account]) !== undefined,
  ).length;
}
