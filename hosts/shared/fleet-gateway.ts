import { modelHeader } from '../../constructs/model-header.js';
import { replicasOf } from '../../derived/replicas.js';
import { isShared } from '../../derived/residents.js';
import type { Credential } from '../../runtime/gateway/forms/tokens.js';
import { adapterOf, publicAuthority } from '../../topology/schema/fleet.js';
import { entity } from '../../topology/views.js';
import type { SelfHostedHost } from '../schemas.js';
import { fieldsOf } from './chat-fields-gateway.js';
import { transitionOf } from './fleet-versions.js';
import type { Endpoint, GatewayCall, GatewayTarget, Trust } from './host-gateway.js';

/** Context that vLLM serves where neither facts nor topology set one: the shortest that Llama 3 was made for. */
const unsetContext = 8_192;

/** Path of chat completions on a vLLM of our own. */
const chatPath = '/v1/chat/completions';

/** A fleet whose cloud can run two versions behind one load balancer: each that gets requests, the next one by a header that asks for its model. */
export function versionTargets(call: GatewayCall<SelfHostedHost>, credential: Credential): GatewayTarget[] {
  const transition = transitionOf(call.host);
  const next = transition?.trafficPercent ?? 0;
  const targets = [fleetTarget(call, { version: 'present', percent: 100 - next, model: call.host.model }, { credential, headers: {} })];
  if (transition !== undefined)
    targets.push(fleetTarget(call, { version: 'next', percent: next, model: transition.next }, { credential, headers: { [modelHeader]: transition.next } }));
  return targets.filter(({ percent }) => percent > 0);
}

/** One version of a fleet: vLLM behind its load balancer. */
export function fleetTarget(
  { topology, id, host, workload }: GatewayCall<SelfHostedHost>,
  { version, percent, model }: Pick<GatewayTarget, 'version' | 'percent'> & { readonly model: string },
  { credential, headers }: { readonly credential: Credential; readonly headers: Readonly<Record<string, string>> },
): GatewayTarget {
  const { layout } = replicasOf(topology, { ...host, model });
  const adapter = adapterOf(host, workload);
  const contextTokens = host.serving.maxModelLen ?? layout?.maxModelLen ?? unsetContext;
  return {
    version,
    percent,
    server: { protocol: 'openai', endpoint: frontOf(host), path: chatPath, credential, headers },
    // The base answers what no adapter does, by its own name: vLLM knows both.
    body: { model: (version === 'next' ? adapter?.next : adapter?.present) ?? model, priority: isShared(topology, id) ? 'understood' : 'refused' },
    fields: fieldsOf('vllm', entity(topology.models, model).release),
    contextTokens,
    answerTokens: contextTokens - 1,
    price: 'by capacity',
  };
}

/** The load balancer of a fleet, by the name that the topology gives it. */
function frontOf({ endpoint: { hostname, authority } }: SelfHostedHost): Endpoint {
  const trust: Trust = authority === publicAuthority ? { by: 'public' } : { by: 'private', authority };
  return { address: hostname, port: 443, name: hostname, trust };
}
