import type { EnvoyFilter } from './envoy-schema.js';

/** Why requests that pass these filters may not have been decided on by the policy service. */
export function* undecided(filters: readonly EnvoyFilter[]): Iterable<string> {
  const configs = filters.map(({ typed_config }) => typed_config);
  const index = configs.findIndex((config) => 'grpc_service' in config);
  const decides = configs[index];
  if (decides === undefined || !('grpc_service' in decides)) {
    yield 'sends no request to the policy service.';
    return;
  }
  if (configs.findIndex((config) => config['@type'].endsWith('.Router')) < index) yield 'routes requests before the policy service sees them.';
  if (decides.failure_mode_allow === true) yield 'lets requests pass when the policy service does not answer (failure_mode_allow).';
  const { request_header_mode: headers = 'DEFAULT', request_body_mode: body = 'NONE' } = decides.processing_mode;
  // By default headers are sent, and bodies are not.
  if (headers === 'SKIP') yield 'does not show the policy service the headers of requests.';
  if (body !== 'BUFFERED') yield `shows the policy service ${body === 'NONE' ? 'no bodies' : `bodies as ${body}`}. Allowed: BUFFERED, whole.`;
}
