import type { Client } from '../client.js';

/** Whom an attempt attacks, and what it may use. */
export interface Target {
  readonly client: Client;
  /** A key for this workload alone. */
  readonly key: string;
  readonly workload: string;
  /** A workload of the same zone that the key is not for, where there is one. */
  readonly other: string;
  /** `http://127.0.0.1:<port>` of a host that must never be called. */
  readonly canary: string;
}

/** A try to have a prompt go elsewhere. */
export interface Attempt {
  readonly name: string;
  /** Statuses that came back; none where the connection was closed instead. */
  send(target: Target): Promise<readonly number[]>;
  /**
   * `refused`: no success may come back, and no host may be called. `harmless`: it may succeed, but only as if it had not been tried: the host of the
   * workload is called, once, and sees nothing of it.
   */
  readonly expected: 'refused' | 'harmless';
  /** What a host must not see of it, in headers or body. */
  readonly trace?: (target: Target) => string;
  /** Envoy finds no route for it, and cannot tell that from a policy service that is silent. */
  readonly unrouted?: true;
}

/** Address of the host that must never be called, without its scheme. */
export const canaryHost = ({ canary }: Target): string => canary.slice('http://'.length);

export const chat = (workload: string, more: object = {}): Record<string, unknown> => ({
  model: workload,
  max_tokens: 2,
  messages: [{ role: 'user', content: 'attempt' }],
  ...more,
});
