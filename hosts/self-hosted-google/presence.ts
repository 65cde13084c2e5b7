import { isLent, workloadsOn } from '../../topology/views.js';
import { asked, type HostPresence } from '../shared/host-presence.js';
import { nextNodeCounts, nodeCounts } from './reservations.js';
import type { GoogleFleetHost } from './schema.js';

export const presence: HostPresence<GoogleFleetHost> = {
  conditions: asked('google-fleet', {
    'a zone that is made for the fleet': ({ host }) => host.endpoint.zone === undefined,
    'metrics of servers': ({ host }) => host.images.metrics !== undefined,
    'metrics of servers that somebody calls': ({ topology, id, host }) => host.images.metrics !== undefined && workloadsOn(topology, id).length > 0,
    'metrics of GPUs': ({ host }) => hasGpuMetrics(host),
    'a next engine': ({ host }) => host.transition !== undefined,
    'metrics of the servers of a next engine': ({ host }) => host.transition !== undefined && host.images.metrics !== undefined,
    'metrics of the servers of a next engine that somebody calls': ({ topology, id, host }) =>
      host.transition !== undefined && host.images.metrics !== undefined && workloadsOn(topology, id).length > 0,
    'metrics of the GPUs of a next engine': ({ host }) => host.transition !== undefined && hasGpuMetrics(host),
    'a network whose firewall is opened here': ({ topology, host }) => !isLent(topology, host.network),
  }),
  numbers: {
    ...asked('all its stacks', {
      agents: ({ agents }) => agents.length,
      reservations: ({ host }) => Object.keys(host.capacity.reservations).length,
      'reservations with nodes': ({ host }) => nodeCounts(host).length,
      'reservations with nodes of a next engine': ({ host }) => nextNodeCounts(host).length,
    }),
    ...asked('google-fleet', {
      'repositories of its images': ({ host, agents }) => {
        const watching = [host.images.metrics, host.images.dcgm].filter((image) => image !== undefined);
        const repositories = [host.image, host.driver.installer, ...watching, ...agents].map((image) => image.split('/')[0] ?? image);
        // What is named in full is of another project.
        return new Set(repositories.filter((name) => !name.includes('.'))).size;
      },
    }),
  },
};

function hasGpuMetrics({ images }: GoogleFleetHost): boolean {
  return images.metrics !== undefined && images.dcgm !== undefined;
}
