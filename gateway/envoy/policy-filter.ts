import { timeouts } from '../../constructs/timeouts.js';
import { listenerMetadata } from '../../runtime/gateway/forms/policy.js';
import { metadata } from '../places.js';
import { extension, type Json, seconds } from './json.js';

/**
 * What the policy service is asked about: the whole request. Of answers it says itself what it has to see: where a workload has a guard or an index, and where the
 * tokens of a caller are counted, which a key says that may come at any time.
 */
export function entryPolicy(): Json {
  return policyFilter('entry', {
    allow_mode_override: true,
    allowed_override_modes: answerModes,
    // What begins with x-envoy- is taken off with the rest.
    mutation_rules: { allow_envoy: true },
    metadata_options: { receiving_namespaces: { untyped: [metadata.decision] } },
    route_cache_action: 'CLEAR',
  });
}

/**
 * How an answer may be handed over: its headers alone, whole, or as it comes, which Envoy ties to its trailers. All modes are named: what an override leaves out Envoy fills in before
 * it compares, and one that matches none is passed over in silence, so that answers would pass unread.
 */
const answerModes = ['NONE', 'BUFFERED', 'FULL_DUPLEX_STREAMED'].map((response_body_mode) => ({
  request_body_mode: 'BUFFERED',
  request_trailer_mode: 'SKIP',
  response_header_mode: 'SEND',
  response_body_mode,
  response_trailer_mode: response_body_mode === 'FULL_DUPLEX_STREAMED' ? 'SEND' : 'SKIP',
}));

/** The same service writes the body that a host needs which is no server of our own. */
export function hopPolicy(hop: string): Json {
  return policyFilter(`hop.${hop}`, { route_cache_action: 'RETAIN' });
}

/** Without an answer of the policy service there is no request. */
function policyFilter(listener: string, more: Json): Json {
  return extension('envoy.filters.http.ext_proc', 'envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor', {
    // Static: nothing that a caller sends becomes metadata of the call.
    grpc_service: { envoy_grpc: { cluster_name: 'policy' }, initial_metadata: [{ key: listenerMetadata, value: listener }] },
    failure_mode_allow: false,
    message_timeout: seconds(timeouts.gateway.policy),
    processing_mode: {
      request_header_mode: 'SEND',
      request_body_mode: 'BUFFERED',
      request_trailer_mode: 'SKIP',
      response_header_mode: 'SKIP',
      response_body_mode: 'NONE',
      response_trailer_mode: 'SKIP',
    },
    ...more,
  });
}
