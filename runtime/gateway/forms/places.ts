/** Where things are in a task of the gateway: what its configuration names, and what its definition mounts, opens and asks. */

/** Directory of the configuration, and of what processes of a task share. */
export const configurationDirectory = '/etc/gateway';
/** Certificate of an authority that a zone trusts beside public ones. */
export const certificateFile = (authority: string): string => `${configurationDirectory}/trust/${authority}.pem`;
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

/** Where their objects are in the bucket of a zone: `keys/<workload>.json`. */
export const keysPrefix = 'keys/';

/** Where callers come in, and where the load balancer asks whether they may. */
export const ports = { entry: 8443, ready: 8081 } as const;

/** Paths that lead to a gateway; what else a caller asks for, its load balancer answers. */
export const servedPaths = ['/v1/chat/completions', '/v1/models'] as const;

/** What the load balancer asks a task, and what says that all credentials are there. */
export const readyPath = '/ready';
export const readyFile = `${secretsDirectory}/ready`;
