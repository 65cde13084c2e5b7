import { blocks, dig, record } from '../synthesized/stack.js';

/** What the files of one zone's gateway do, as a reader compares it. Read from the files alone. */
export interface ZoneSummary {
  /** By workload. */
  readonly workloads: Readonly<Record<string, WorkloadSummary>>;
  /** Every address that the zone's Envoy may open a connection to, by cluster, and its translator, by deployment; sockets of the task are left out. */
  readonly reaches: Readonly<Record<string, string>>;
  /** As whom each host is called, and where that is asked for. */
  readonly calledAs: Readonly<Record<string, string>>;
}

export interface WorkloadSummary {
  /** Hosts in the order in which they are asked, with their part where two answer for one. */
  readonly route: readonly string[];
  /** Most requests that a task may have open, by host; a host without one says itself when it is full. */
  readonly caps: Readonly<Record<string, number>>;
  /** Time-outs by way of answering: all attempts, until one begins to answer, between two bytes. */
  readonly timeouts: Readonly<Record<string, string>>;
  /** Bounds of each field of a request. */
  readonly fields: Readonly<Record<string, string>>;
  /** Sizes, priority, guard and grounding. */
  readonly policy: Readonly<Record<string, string>>;
}

/** Summaries by zone, of files by path. */
export function zoneSummaries(files: Readonly<Record<string, unknown>>): Record<string, ZoneSummary> {
  const zones = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))].sort();
  const of = (zone: string) => (name: string) => files[`${zone}/${name}.json`];
  return Object.fromEntries(zones.map((zone) => [zone, zoneSummary(of(zone))]));
}

function zoneSummary(file: (name: string) => unknown): ZoneSummary {
  const envoy = file('envoy');
  const clusters = blocks(dig(envoy, 'static_resources', 'clusters'));
  const listeners = blocks(dig(envoy, 'static_resources', 'listeners'));
  const routes = routesOf(listeners.find(({ name }) => name === 'entry'));
  const workloads = record(dig(file('policy'), 'workloads'));
  const deployments = Object.entries(record(dig(file('translator'), 'deployments')));
  const credentials = Object.entries(record(dig(file('tokens'), 'credentials')));
  return {
    workloads: Object.fromEntries(Object.entries(workloads).map(([id, workload]) => [id, workloadSummary(id, record(workload), routes, clusters)])),
    reaches: sorted([
      ...clusters.flatMap((cluster) => addressOf(cluster, listeners)),
      ...deployments.map(([name, deployment]) => translated(name, record(deployment))),
    ]),
    calledAs: sorted(credentials.map(([name, credential]) => [name, identityOf(record(credential))])),
  };
}

type Block = Readonly<Record<string, unknown>>;

function sorted(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function translated(name: string, { endpoint, modelId, role }: Block): [string, string] {
  return [`translator.${name}`, `${endpoint}, ${modelId} as ${role}`];
}

function identityOf({ kind, role, through, ...rest }: Block): string {
  const endpoints = [...Object.entries(rest), ...Object.entries(record(through))].flatMap(([field, value]) =>
    /(endpoint|proxy)$/i.test(field) ? [String(value)] : [],
  );
  return `${kind} as ${role} from ${endpoints.join(', ')}`;
}

function routesOf(listener: unknown): Block[] {
  const manager = dig(listener, 'filter_chains', 'filters', 'typed_config');
  return blocks(dig(manager, 'route_config', 'virtual_hosts')).flatMap((host) => blocks(host['routes']));
}

function workloadSummary(id: string, policy: Block, routes: readonly Block[], clusters: readonly Block[]): WorkloadSummary {
  const own = routes.filter(({ name }) => String(name).startsWith(`${id}.`));
  const pool = clusters.find(({ name }) => name === String(dig(own[0], 'route', 'cluster')));
  const steps = blocks(dig(pool, 'load_assignment', 'endpoints')).map(({ lb_endpoints }) => blocks(lb_endpoints));
  const hops = steps.flat().map(hopOf);
  return {
    route: steps.map((endpoints) => endpoints.map((endpoint) => shown(id, endpoint, endpoints.length)).join(' and ')),
    caps: Object.fromEntries(hops.flatMap((hop) => capOf(id, hop, clusters))),
    timeouts: Object.fromEntries(own.map(({ name, route }) => [String(name).slice(id.length + 1), timeoutsOf(record(route))])),
    fields: Object.fromEntries(Object.entries(record(policy['fields'])).map(([field, form]) => [field, formOf(record(form))])),
    policy: Object.fromEntries(
      ['contextTokens', 'answerTokens', 'bodyBytes', 'priority', 'toolStreams', 'adaptations', 'guard', 'grounding'].map((field) => [
        field,
        textOf(policy[field]),
      ]),
    ),
  };
}

/** `hop.<workload>.<host>`, as the address of an endpoint names it. */
function hopOf(endpoint: Block): string {
  return String(dig(endpoint, 'endpoint', 'address', 'envoy_internal_address', 'server_listener_name'));
}

function shown(id: string, endpoint: Block, beside: number): string {
  const host = hopOf(endpoint).slice(`hop.${id}.`.length);
  return beside === 1 ? host : `${host} ${endpoint['load_balancing_weight']} %`;
}

/** Of a limit that is none, Envoy's largest number stands. */
const unlimited = 4_294_967_295;

function capOf(id: string, hop: string, clusters: readonly Block[]): [string, number][] {
  const cluster = clusters.find(({ name }) => name === hop.replace(/^hop\./, 'host.'));
  const most = Number(dig(cluster, 'circuit_breakers', 'thresholds', 'max_requests'));
  return most < unlimited ? [[hop.slice(`hop.${id}.`.length), most]] : [];
}

function timeoutsOf(route: Block): string {
  const attempt = dig(route, 'retry_policy', 'per_try_timeout') ?? '-';
  return `answer ${route['timeout']}, first ${attempt}, silence ${route['idle_timeout']}`;
}

function formOf({ is, ...bounds }: Block): string {
  const text = Object.entries(bounds).map(([name, value]) => `${name} ${textOf(value)}`);
  return [String(is), ...text].join(' ');
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Where a cluster leads to beyond the task, and whose certificate it wants to see. */
function addressOf(cluster: Block, listeners: readonly Block[]): [string, string][] {
  const addresses = blocks(dig(cluster, 'load_assignment', 'endpoints'))
    .flatMap(({ lb_endpoints }) => blocks(lb_endpoints))
    .flatMap((endpoint) => {
      const socket = record(dig(endpoint, 'endpoint', 'address', 'socket_address'));
      return socket['address'] === undefined ? tunnelOf(endpoint, listeners) : [`${socket['address']}:${socket['port_value']}`];
    });
  if (addresses.length === 0) return [];
  const tls = dig(cluster, 'transport_socket', 'typed_config');
  const trust = dig(tls, 'common_tls_context', 'validation_context', 'trusted_ca', 'filename');
  return [[String(cluster['name']), `${addresses.join(', ')}, TLS as ${textOf(dig(tls, 'sni') ?? 'nobody')} by ${textOf(trust ?? 'nobody')}`]];
}

/** What a tunnel is opened to, and by which cluster. */
function tunnelOf(endpoint: Block, listeners: readonly Block[]): string[] {
  const inner = listeners.find(({ name }) => name === hopOf(endpoint));
  const filter = record(dig(inner, 'filter_chains', 'filters', 'typed_config'));
  const to = dig(filter, 'tunneling_config', 'hostname');
  return to === undefined ? [] : [`${textOf(to)} through ${textOf(filter['cluster'])}`];
}
