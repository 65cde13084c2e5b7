import { ociInference } from '../../clouds/oci.js';
import { ociApi } from '../../facts/oci.js';
import { tokenPrice } from '../../facts/prices.js';
import { entity } from '../../topology/views.js';
import { answersOnly, type HostGateway } from '../shared/host-gateway.js';
import { keyedTarget } from '../shared/keyed-gateway.js';
import { modelIdOf } from './offer.js';
import type { OciGenerativeAiHost } from './schema.js';

/** The OpenAI-compatible API of OCI Generative AI in a region, through the proxy of the zone, with a secret of the host's key. */
export const gateway: HostGateway<OciGenerativeAiHost> = {
  ...answersOnly,
  targets: (call) => {
    const { topology, host } = call;
    const price = tokenPrice('oci-generative-ai', entity(topology.models, host.model).release, host.region) ?? 'unknown';
    return [keyedTarget(call, { server: 'oci-generative-ai', name: ociInference(host.region), path: ociApi().path, model: modelIdOf(topology, host), price })];
  },
};
