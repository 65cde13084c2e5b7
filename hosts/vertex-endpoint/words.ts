import { sameMeaning } from '../../evidence/synthesized/canonical.js';
import { pathOf } from '../../topology/path.js';
import type { HostWords } from '../shared/host-words.js';
import { vertexDeployments } from './deployments.js';
import type { VertexEndpointHost } from './schema.js';

const summary = ({ replicas, machineType }: VertexEndpointHost) => `${replicas.min}–${replicas.max} × ${machineType}`;

export const words: HostWords<VertexEndpointHost> = {
  size: (host) =>
    vertexDeployments(host)
      .map(
        ({ replicas, machineType, trafficPercent }) =>
          `${replicas.min}-${replicas.max} × ${machineType}${host.next === undefined ? '' : ` (${trafficPercent} %)`}`,
      )
      .join(' + '),
  summary,
  destination: 'none',
  changes: ({ id, was, is }) => {
    if (sameMeaning(was.replicas, is.replicas) && was.machineType === is.machineType) return [];
    const tells = [pathOf('hosts', id, 'replicas'), pathOf('hosts', id, 'machineType')];
    return [{ path: pathOf('hosts', id, 'replicas'), tells, text: `\`${id}\`: ${summary(was)} → ${summary(is)}` }];
  },
};
