import { cluster, type Json } from '../../support/gateway-edits.js';

/** A fault in one file: what, where, and which rule has to name it with these words. */
export type Fault = readonly [what: string, zone: string, file: string, change: (json: Json) => void, rule: string, says: string];

export const reach = 'residency/gateway-reach';
export const proxied = 'residency/egress-proxy';
export const decision = 'identity/gateway-decision';
export const caller = 'identity/gateway-caller';
export const content = 'data-use/gateway-content';
export const transit = 'encryption/in-transit';
export const form = 'state/gateway-form';
export const callerTokens = 'identity/caller-tokens';

export const tls = (envoy: Json, name: string): Json => cluster(envoy, name).transport_socket.typed_config.common_tls_context;
export const thresholds = (envoy: Json, name: string): Json => cluster(envoy, name).circuit_breakers.thresholds[0];
export const options = (envoy: Json, name: string): Json =>
  cluster(envoy, name).typed_extension_protocol_options['envoy.extensions.upstreams.http.v3.HttpProtocolOptions'];

export const tokensOfNobody = {
  issuer: 'https://evil.example',
  audience: 'a',
  algorithms: ['ES256'],
  keys: [{ kid: 'k', kty: 'EC', alg: 'ES256', use: 'sig', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) }],
  longestSeconds: 86_400,
  teamClaim: 'team',
  workloadClaim: 'roles',
  opens: { x: ['chat'] },
};
