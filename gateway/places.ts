/** What the files of a gateway call things: gateway/README.md. */

export {
  certificateDirectory,
  certificateFile,
  configurationDirectory,
  keysFile,
  keysPrefix,
  ports,
  runDirectory,
  secretsDirectory,
  sockets,
  taskCredentials,
} from '../runtime/gateway/forms/places.js';

/** Authorities that everybody trusts, as Envoy's own image has them. */
export const publicAuthorities = '/etc/ssl/certs/ca-certificates.crt';

/** Namespace of what the policy service decides, and of what an answer used. */
export const metadata = { decision: 'gateway', spend: 'spend' } as const;

/** Headers between the processes and listeners of a task; a caller's own are taken off. */
export const innerHeaders = { prefixes: ['x-gw-', 'x-gateway-'], team: 'x-gateway-team', usage: 'x-gateway-usage', mode: 'x-gateway-mode' } as const;
