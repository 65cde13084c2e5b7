import { exposureOf } from '../../evidence/network/exposure-of.js';
import { publicEndpointObjections, vertexExposure } from '../../evidence/network/vertex-exposure.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { isHost } from '../../hosts/schemas.js';
import { hostsOf } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'network/private-only',
  severity: 'error',
  title: 'Nothing answers the internet: load balancers, endpoints, accounts and buckets are private.',
  why: 'A model endpoint that the internet can reach is one leaked key away from being read or billed by strangers. For Vertex AI the choice is sharper still: a dedicated public endpoint is not supported by VPC Service Controls, so the perimeter does not protect it.',
  fix: 'Use the private form: an internal load balancer, Private Service Connect, a private endpoint; name the ranges that may call.',
  source: 'https://docs.cloud.google.com/vertex-ai/docs/predictions/choose-endpoint-type',

  *topology({ topology }) {
    for (const [id, host] of hostsOf(topology, 'vertex-endpoint')) {
      if (host.endpoint !== 'public-dedicated') continue;
      for (const objection of publicEndpointObjections(topology, id, host)) {
        yield {
          path: pathOf('hosts', id, 'endpoint'),
          message: `${id} has a public dedicated endpoint, but ${objection}. Allowed: private-psc.`,
          fix: 'Set endpoint: private-psc and name the link that leads to it.',
        };
      }
    }
  },

  *resource(resource, { topology }) {
    for (const message of exposureOf(resource)) yield { path: resource.origin, resource, message };

    const [id, host] = hostOfResource(topology, resource) ?? [];
    const permitted =
      id !== undefined && isHost(host, 'vertex-endpoint') && host.endpoint === 'public-dedicated' && publicEndpointObjections(topology, id, host).length === 0;
    if (permitted) return;
    const path = id === undefined ? resource.origin : pathOf('hosts', id, 'endpoint');
    for (const message of vertexExposure(resource)) yield { path, resource, message };
  },
};
