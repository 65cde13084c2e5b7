import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Credentials } from './kept-credentials.js';

export interface ServicePlace {
  readonly region: string;
  /** Base URL of the service: named, so that neither variables nor files nor the SDK's rules decide it. */
  readonly endpoint: string;
}

export interface ClientSeconds {
  readonly connect: number;
  /** From the request to its answer's headers; `none` where the caller watches itself. */
  readonly request: number | 'none';
}

/** Enough that the number of requests under way is bounded by Envoy, not here. */
const mostSockets = 10_000;

/**
 * Milliseconds of silence after which a connection is probed: an answer of Bedrock that is not streamed is silent until it is whole, and networks forget such
 * connections sooner. As Envoy's own, which a test compares.
 */
const probedAfter = 60_000;

/**
 * Everything of a client that the SDK would otherwise take from the environment or from files. One attempt each: whoever calls decides
 * whether, and where, there is another.
 */
export function clientOptions({ region, endpoint }: ServicePlace, credentials: () => Promise<Credentials>, { connect, request }: ClientSeconds) {
  const agent = { keepAlive: true, keepAliveMsecs: probedAfter, maxSockets: mostSockets };
  return {
    region,
    endpoint,
    credentials,
    maxAttempts: 1,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    authSchemePreference: ['aws.auth#sigv4'],
    userAgentAppId: 'llama-gateway',
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: connect * 1_000,
      ...(request !== 'none' && { requestTimeout: request * 1_000, throwOnRequestTimeout: true }),
    }),
  };
}
