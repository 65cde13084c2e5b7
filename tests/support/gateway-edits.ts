import { expect, it } from 'vitest';
import type { Rule } from '../../policy/rule.js';
import { foundAfter, type rehearsed } from './gateway.js';

// biome-ignore lint/suspicious/noExplicitAny: an edit goes where it likes, in files of five forms.
export type Json = Record<string, any>;

/** A fault in the files of the reference topology's gateways: where, what is changed, and what the finding says. */
export type Fault = readonly [what: string, zone: string, file: string, change: (json: Json) => void, says: string];

export const cluster = (envoy: Json, name: string): Json => envoy.static_resources.clusters.find((one: Json) => one.name === name);
export const listener = (envoy: Json, name: string): Json => envoy.static_resources.listeners.find((one: Json) => one.name === name);
export const manager = (envoy: Json, name: string): Json => listener(envoy, name).filter_chains[0].filters[0].typed_config;
export const routes = (envoy: Json, name: string): Json[] => manager(envoy, name).route_config.virtual_hosts[0].routes;
/** The first route of a listener, for unary answers at the entry. */
export const firstRoute = (envoy: Json, name: string): Json => routes(envoy, name)[0] ?? {};
export const processing = (envoy: Json): Json => manager(envoy, 'entry').http_filters.find(({ typed_config }: Json) => typed_config.grpc_service !== undefined);
export const address = (to: Json, index = 0): Json => to.load_assignment.endpoints[0].lb_endpoints[index].endpoint;
export const elsewhere = { socket_address: { address: 'llama.us.acme.internal', port_value: 443 } };

/** Each fault is refused by the rule, as fatal. */
export function refuses(rule: Rule, deployed: ReturnType<typeof rehearsed>, faults: readonly Fault[]): void {
  it.each(faults)('%s', (_, zone, file, change, says) => {
    const edit = (text: string) => {
      const json = JSON.parse(text) as Json;
      change(json);
      return JSON.stringify(json);
    };
    const found = foundAfter([rule], deployed, { zone, file, change: edit });
    expect(found.map(({ severity }) => severity)).toContain('fatal');
    expect(found.map(({ message }) => message).join('\n')).toContain(says);
  });
}
