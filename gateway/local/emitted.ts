import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KeysSource, keysSourceForm } from '../../runtime/gateway/forms/keys.js';
import { type PolicyFile, policyForm } from '../../runtime/gateway/forms/policy.js';
import { type ProcessesFile, processesForm } from '../../runtime/gateway/forms/processes.js';
import { type TokensFile, tokensForm } from '../../runtime/gateway/forms/tokens.js';
import { type TranslatorFile, translatorForm } from '../../runtime/gateway/forms/translator.js';

/** What a local run reads of Envoy's bootstrap; the rest is Envoy's. */
export interface Bootstrap {
  readonly static_resources: { readonly listeners: readonly Listener[]; readonly clusters: readonly Cluster[] };
}

interface Listener {
  readonly name: string;
  readonly filter_chains?: readonly { readonly filters: readonly { readonly typed_config: { readonly tunneling_config?: { readonly hostname: string } } }[] }[];
}

interface Cluster {
  readonly name: string;
  readonly circuit_breakers?: { readonly thresholds: readonly { readonly max_requests?: number }[] };
  readonly load_assignment?: { readonly endpoints: readonly { readonly lb_endpoints: readonly { readonly endpoint: { readonly address: Address } }[] }[] };
  readonly transport_socket?: {
    readonly typed_config: {
      readonly sni?: string;
      readonly common_tls_context?: { readonly validation_context?: { readonly trusted_ca?: { readonly filename?: string } } };
    };
  };
}

interface Address {
  readonly socket_address?: { readonly address: string; readonly port_value: number };
  readonly envoy_internal_address?: { readonly server_listener_name: string };
}

/** A cluster that leads out of the task, over TLS. */
export interface Upstream {
  /** Name of its cluster: `host.<workload>.<host>`, `guard.…` or `search.…`. */
  readonly cluster: string;
  /** Name that its certificate is made for. */
  readonly name: string;
  /** File of whom it trusts. */
  readonly trust: string;
  /** What its proxy is asked for, `<host>:<port>`; `none` where it is called directly. */
  readonly tunnel: string | 'none';
}

/** The emitted files of one zone. */
export interface Emitted {
  readonly directory: string;
  readonly envoy: Bootstrap;
  readonly policy: PolicyFile;
  readonly tokens: TokensFile;
  readonly keys: KeysSource;
  /** What each process is started with. */
  readonly processes: ProcessesFile;
  /** Missing where no route has a host that speaks Converse. */
  readonly translator?: TranslatorFile;
}

/** Reads `gateway.out/<zone>`. */
export function emitted(directory: string): Emitted {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8'));
  return {
    directory,
    envoy: read('envoy.json') as Bootstrap,
    policy: policyForm.parse(read('policy.json')),
    tokens: tokensForm.parse(read('tokens.json')),
    keys: keysSourceForm.parse(read('keys.json')),
    processes: processesForm.parse(read('processes.json')),
    ...(existsSync(join(directory, 'translator.json')) && { translator: translatorForm.parse(read('translator.json')) }),
  };
}

/** Every cluster that leads out of the task, by itself or through a tunnel. */
export function upstreams({ envoy }: Emitted): Upstream[] {
  const { listeners, clusters } = envoy.static_resources;
  return clusters.flatMap(({ name, load_assignment, transport_socket }) => {
    const addresses = (load_assignment?.endpoints ?? []).flatMap(({ lb_endpoints }) => lb_endpoints.map(({ endpoint }) => endpoint.address));
    const [tunnel = 'none'] = addresses.flatMap(({ envoy_internal_address: inner }) => tunnelsOf(listeners, inner?.server_listener_name));
    if (tunnel === 'none' && addresses.every(({ socket_address }) => socket_address === undefined)) return [];
    const { sni, common_tls_context } = transport_socket?.typed_config ?? {};
    const trust = common_tls_context?.validation_context?.trusted_ca?.filename;
    if (sni === undefined || trust === undefined) throw new Error(`envoy.json: cluster ${name} leads out of the task without TLS that is verified`);
    return [{ cluster: name, name: sni, trust, tunnel }];
  });
}

function tunnelsOf(listeners: readonly Listener[], name: string | undefined): string[] {
  const filters = listeners.filter((one) => one.name === name).flatMap(({ filter_chains = [] }) => filter_chains.flatMap((chain) => chain.filters));
  return filters.flatMap(({ typed_config }) => (typed_config.tunneling_config === undefined ? [] : [typed_config.tunneling_config.hostname]));
}
