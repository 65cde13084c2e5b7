/** Where things are in a task of the gateway, and what they are called: gateway/README.md. */

/** Directory of these files, and of what processes of a task share. */
export const configurationDirectory = '/etc/gateway';
export const runDirectory = '/run/gateway';

export const sockets = {
  policy: `${runDirectory}/policy.sock`,
  egress: `${runDirectory}/egress.sock`,
  admin: `${runDirectory}/admin.sock`,
  translator: (number: number) => `${runDirectory}/translator-${number}.sock`,
} as const;

export const secretsDirectory = `${runDirectory}/secrets`;
export const certificateDirectory = `${runDirectory}/tls`;

/** Where ECS hands out the credentials of a task. */
export const taskCredentials = 'http://169.254.170.2';

/** Digests of the keys of callers. */
export const keysFile = `${runDirectory}/keys.json`;

/** Where callers come in, and where the load balancer asks whether they may. */
export const ports = { entry: 8443, ready: 8081 } as const;

/** Authorities that everybody trusts, as Envoy's own image has them. */
export const publicAuthorities = '/etc/ssl/certs/ca-certificates.crt';

/** Namespace of what the policy service decides, and of what an answer used. */
export const metadata = { decision: 'gateway', spend: 'spend' } as const;

/** Headers between the processes and listeners of a task; a caller's own are taken off. */
export const innerHeaders = { prefixes: ['x-gw-', 'x-gateway-'], team: 'x-gateway-team', usage: 'x-gateway-usage' } as const;
