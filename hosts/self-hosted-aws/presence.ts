import { workloadsOn } from '../../topology/views.js';
import { asked, type HostPresence } from '../shared/host-presence.js';
import type { AwsFleetHost } from './schema.js';

export const presence: HostPresence<AwsFleetHost> = {
  conditions: asked('aws-fleet', {
    blocks: ({ host }) => Object.keys(host.capacity.blocks).length > 0,
    scaling: ({ host }) => host.scaling !== undefined,
    'metrics of servers': ({ host }) => host.images.metrics !== undefined,
    'metrics of servers that somebody calls': ({ topology, id, host }) => host.images.metrics !== undefined && workloadsOn(topology, id).length > 0,
    'metrics of GPUs': ({ host }) => hasGpuMetrics(host),
    'a next engine': ({ host }) => host.transition !== undefined,
    'metrics of the servers of a next engine': ({ host }) => host.transition !== undefined && host.images.metrics !== undefined,
    'metrics of the GPUs of a next engine': ({ host }) => host.transition !== undefined && hasGpuMetrics(host),
    'scaling by what waits': ({ host }) => host.scaling?.waitingPerReplica !== undefined && host.images.metrics !== undefined,
    'a private certificate': ({ host }) => host.endpoint.privateCertificate !== undefined,
    'a record of its name': ({ host }) => host.endpoint.zone !== undefined,
    'a zone of its name': ({ host }) => host.endpoint.zone === 'made',
  }),
  numbers: asked('all its stacks', {
    agents: ({ agents }) => agents.length,
    blocks: ({ host }) => Object.keys(host.capacity.blocks).length,
    reservations: ({ host }) => Object.keys(host.capacity.reservations).length,
    schedules: ({ host }) => Object.keys(host.scaling?.schedules ?? {}).length,
    'recipients of the next engine': ({ topology, host }) => (host.transition === undefined ? 0 : topology.finance.notify.length),
    'agents beside the next engine': ({ host, agents }) => (host.transition === undefined ? 0 : agents.length),
  }),
};

function hasGpuMetrics({ images }: AwsFleetHost): boolean {
  return images.metrics !== undefined && images.dcgm !== undefined;
}
