import { ComputeRegionBackendService } from '@cdktf/provider-google/lib/compute-region-backend-service/index.js';
import type { Construct } from 'constructs';
import { timeouts } from '../../timeouts.js';
import { ModelServerHealth } from './model-server-health.js';

/** What a load balancer sends requests to. */
export interface ModelServers {
  /** Instance groups of the model servers, by URL. */
  readonly groups: readonly string[];
  /** Port that they answer on, by the name that the instance groups give it. */
  readonly port: { readonly name: string; readonly number: number };
  /** Path of the request that a healthy server answers with 200. */
  readonly healthPath: string;
  /** Most requests a second that one node can finish: of the backends only a rate can be declared, never how many are open. */
  readonly requestsPerSecond: number;
}

/** Where a backend service and its health check are made, and their name. */
export interface BackendPlace {
  /** Project of the model servers. */
  readonly project: string;
  /** Region of the model servers. */
  readonly region: string;
  /** Name of the backend service, and what that of its health check begins with. */
  readonly name: string;
}

/**
 * Adds the servers of one model to the scope: each request goes to the node with the fewest open ones. `removable`: the load balancer stays when they
 * go. Terraform destroys before it updates, and Google refuses to destroy what a URL map names; `create_before_destroy`, which it remembers, turns that
 * round (https://github.com/hashicorp/terraform-provider-google/issues/6376).
 */
export function modelBackends(
  scope: Construct,
  place: BackendPlace,
  { groups, port, healthPath, requestsPerSecond }: ModelServers,
  { removable }: { readonly removable: boolean },
): ComputeRegionBackendService {
  const health = new ModelServerHealth(scope, 'Health', {
    ...place,
    name: `${place.name}-serving`,
    port: port.number,
    healthPath,
    check: timeouts.health,
  });
  return new ComputeRegionBackendService(scope, 'Backends', {
    ...place,
    protocol: 'HTTP',
    loadBalancingScheme: 'INTERNAL_MANAGED',
    portName: port.name,
    healthChecks: [health.id],
    // How long an answer may take from its first byte to its last: the default of 30 seconds cuts streams.
    timeoutSec: timeouts.longestAnswer,
    connectionDrainingTimeoutSec: timeouts.deregistration,
    localityLbPolicy: 'LEAST_REQUEST',
    backend: groups.map((group) => ({ group, balancingMode: 'RATE', maxRatePerInstance: requestsPerSecond, capacityScaler: 1 })),
    // Holds no bodies, and would go to a bucket without a region.
    logConfig: { enable: false },
    ...(removable && { lifecycle: { createBeforeDestroy: true } }),
  });
}
