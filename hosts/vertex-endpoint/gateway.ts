import { chatLengths } from '../../facts/chat.js';
import { entity } from '../../topology/views.js';
import { fieldsOf } from '../shared/chat-fields-gateway.js';
import { googleCredential } from '../shared/google-caller-gateway.js';
import { type Endpoint, type GatewayCall, type GatewayTarget, type HostGateway, known } from '../shared/host-gateway.js';
import { type VertexDeployment, vertexDeployments } from './deployments.js';
import type { VertexEndpointHost } from './schema.js';

type Call = GatewayCall<VertexEndpointHost>;

/** Of a release that facts do not know: what every Llama 3 reads. */
const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

/** A dedicated endpoint, two while one deployment replaces the other, with the filter and the index that stand beside it. */
export const gateway: HostGateway<VertexEndpointHost> = {
  targets: (call) =>
    vertexDeployments(call.host)
      .filter(({ trafficPercent }) => trafficPercent > 0)
      .map((deployment) => targetOf(call, deployment)),
  filter: (call) => {
    const { outputs, id, host } = call;
    if (host.modelArmor === undefined) return 'none';
    const found = outputs.hosts?.[id];
    const name = known(found?.modelArmorHost, 'modelArmorHost');
    const template = known(found?.modelArmorTemplate, 'modelArmorTemplate');
    return { kind: 'model-armor', endpoint: googleApi(name), credential: googleCredential(call), template };
  },
  search: (call) => {
    const { outputs, id, host } = call;
    if (host.search === undefined) return 'none';
    const found = outputs.hosts?.[id];
    const name = known(found?.searchHost, 'searchHost');
    return { endpoint: googleApi(name), credential: googleCredential(call), servingConfig: known(found?.servingConfig, 'servingConfig') };
  },
};

function targetOf(call: Call, deployment: VertexDeployment): GatewayTarget {
  const { topology, outputs, id, host } = call;
  const { release } = entity(topology.models, deployment.model);
  const { project } = entity(topology.accounts.google, host.account);
  const found = outputs.hosts?.[id]?.deployments?.[deployment.slot];
  const endpointId = known(found?.endpointId, 'endpointId');
  return {
    version: deployment.prefix === '' ? 'present' : 'next',
    percent: deployment.trafficPercent,
    server: {
      protocol: 'openai',
      endpoint: endpointOf(call, deployment),
      // Source: Google's notebooks for Model Garden, OpenAI client over a dedicated endpoint; the model's name is empty there.
      path: `/v1beta1/projects/${project}/locations/${host.region}/endpoints/${endpointId}/chat/completions`,
      credential: googleCredential(call),
      headers: {},
    },
    body: { model: '', priority: 'refused' },
    fields: fieldsOf('vertex-garden', release),
    ...(chatLengths('vertex-garden', release) ?? unknownLengths),
    price: 'by capacity',
  };
}

/** By its address while it is private: its name is in a zone of its network alone. */
function endpointOf({ outputs, id, host }: Call, { slot }: VertexDeployment): Endpoint {
  const found = outputs.hosts?.[id]?.deployments?.[slot];
  const name = known(found?.endpointDns, 'endpointDns');
  if (host.endpoint !== 'private-psc') return { address: name, port: 443, name, trust: { by: 'public' } };
  const certificate = known(outputs.hosts?.[id]?.certificate, 'certificate');
  return { address: known(found?.pscAddress, 'pscAddress'), port: 443, name, trust: { by: 'pinned', certificate } };
}

function googleApi(name: string): Endpoint {
  return { address: name, port: 443, name, trust: { by: 'public' } };
}
