import { serviceDomain } from '../clouds/aws.js';
import { timeouts } from '../constructs/timeouts.js';
import { gatewayKeysBucket } from '../derived/names.js';
import type { KeysSource } from '../runtime/gateway/forms/keys.js';
import { entity } from '../topology/views.js';
import { keysFile, keysPrefix, taskCredentials } from './places.js';
import type { ZonePlan } from './zone-plan.js';

/** What the process that watches keys of a zone's callers is started with. */
export function keysSource({ topology, zone, workloads }: ZonePlan): KeysSource {
  const { account, region } = entity(topology.networks, entity(topology.gateway.zones, zone).network);
  const { id, partition } = entity(topology.accounts.aws, account);
  return {
    version: 1,
    topology: topology.name,
    zone,
    taskCredentials,
    region,
    endpoint: `https://s3.${region}.${serviceDomain(partition)}`,
    bucket: gatewayKeysBucket(topology.name, zone, id),
    prefix: keysPrefix,
    file: keysFile,
    every: timeouts.gateway.keys,
    workloads: workloads.map(({ id: workload }) => workload),
  };
}
