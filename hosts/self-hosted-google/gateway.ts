import { apiKeySecretId } from '../../derived/names.js';
import { entity } from '../../topology/views.js';
import { versionTargets } from '../shared/fleet-gateway.js';
import { googleCredential } from '../shared/google-caller-gateway.js';
import { answersOnly, type HostGateway } from '../shared/host-gateway.js';
import type { GoogleFleetHost } from './schema.js';

/** vLLM on nodes of Compute Engine behind one load balancer, twice while a transition is declared. */
export const gateway: HostGateway<GoogleFleetHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, id, host } = call;
    const { project } = entity(topology.accounts.google, host.account);
    const credential = {
      ...googleCredential(call),
      kind: 'google-secret',
      secretsEndpoint: 'https://secretmanager.googleapis.com',
      secret: `projects/${project}/secrets/${apiKeySecretId(topology.name, id)}/versions/latest`,
    } as const;
    return versionTargets(call, credential);
  },
};
