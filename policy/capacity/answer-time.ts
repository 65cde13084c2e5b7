import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource } from '../../evidence/synthesized/stack.js';
import { longestWait, networkIdle } from '../../facts/waits.js';
import { pathOf } from '../../topology/path.js';
import { entity, workloadsOn } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'capacity/answer-time',
  severity: 'warning',
  title: 'A whole answer, at the objectives of its workload, comes before what is in front of the model gives it up.',
  why: 'An answer that is not streamed is silent until it is whole. A load balancer, or Vertex AI, ends such a request after its time-out, a network forgets its connection, and the tokens are paid for and lost.',
  fix: 'Shorten load.outputTokens or slo.tpotMs, route the workload elsewhere, or let its callers stream, and waive this finding. The time-outs are in docs/timeouts.md.',
  source: 'https://cloud.google.com/vertex-ai/docs/predictions/create-public-endpoint',

  *resource(resource, { topology }) {
    const [id] = hostOfResource(topology, resource) ?? [];
    const seconds = givesUpAfter(resource);
    if (id === undefined || seconds === undefined) return;
    for (const [workload] of workloadsOn(topology, id)) {
      const { load, slo } = entity(topology.workloads, workload);
      const longest = (slo.ttftMs + load.outputTokens * slo.tpotMs) / 1_000;
      // Not `>`: what cannot be read is no proof.
      if (longest <= seconds) continue;
      yield {
        path: pathOf('workloads', workload, 'load', 'outputTokens'),
        resource,
        message: `At its objectives a whole answer of ${workload} takes ${Math.round(longest)} s (${load.outputTokens} tokens); ${id} gives it up after ${seconds} s.`,
      };
    }
  },
};

/** Seconds without a byte after which a request is ended; undefined for what passes no requests on. */
function givesUpAfter({ type, properties }: Resource): number | undefined {
  switch (type) {
    case 'AWS::ElasticLoadBalancingV2::LoadBalancer': {
      const attribute = blocks(properties['LoadBalancerAttributes']).find(({ Key }) => Key === 'idle_timeout.timeout_seconds');
      return Number(renderedText(attribute?.['Value'] ?? longestWait('alb-idle-default')));
    }
    case 'google_compute_region_backend_service':
      // Nodes may open no connection, so the network lets their answer out only for as long as it remembers who asked.
      return Math.min(Number(properties['timeout_sec'] ?? longestWait('google-backend-default')), networkIdle('google-vpc-firewall'));
    case 'azurerm_application_gateway': {
      const seconds = blocks(properties['backend_http_settings']).map(({ request_timeout }) => Number(request_timeout ?? longestWait('azure-gateway-default')));
      return seconds.length === 0 ? 0 : Math.min(...seconds);
    }
    case 'google_vertex_ai_endpoint_with_model_garden_deployment':
      return longestWait('vertex-request');
    default:
      return undefined;
  }
}
