import type { ChatServer } from '../../facts/chat.js';
import { chatLengths } from '../../facts/chat.js';
import { entity } from '../../topology/views.js';
import type { GuardrailHost } from '../select.js';
import { awsEndpoint, callerOf } from './aws-caller-gateway.js';
import { fieldsOf } from './chat-fields-gateway.js';
import { type GatewayCall, type GatewayTarget, known, type TokenPrice } from './host-gateway.js';

/** Of a release that facts do not know, less than any Llama on Bedrock reads: what a longer one costs is an answer cut short, not a failed call. */
const unknownLengths = { contextTokens: 8_192, answerTokens: 2_048 };

/** A model on Bedrock, called by the translator: `modelId` is the only thing that it calls. */
export function converseTarget(
  { topology, outputs, workload, id, host }: GatewayCall<GuardrailHost>,
  server: ChatServer,
  { modelId, price }: { readonly modelId: string; readonly price: TokenPrice | 'unknown' },
): GatewayTarget {
  const { role, region: stsRegion, stsEndpoint } = callerOf(topology, workload);
  const { release } = entity(topology.models, host.model);
  const { id: guardrail, version } = topology.existing.guardrails[id] ?? known(outputs.hosts?.[id]?.guardrail, 'guardrail');
  return {
    version: 'present',
    percent: 100,
    server: {
      protocol: 'converse',
      deployment: {
        workload,
        host: id,
        region: host.region,
        endpoint: awsEndpoint(topology, workload, 'bedrock-runtime', host.region),
        modelId,
        role,
        stsRegion,
        stsEndpoint,
        guardrail: { id: guardrail, version, guarding: host.guardrail.guarding },
      },
    },
    // The name comes back in answers; what is called is the deployment. Bedrock knows no priority, and the translator lets it pass.
    body: { model: host.model, priority: 'understood' },
    fields: fieldsOf(server, release),
    ...(chatLengths(server, release) ?? unknownLengths),
    price,
  };
}
