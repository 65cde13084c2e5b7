import type { TranslatorFile } from '../../runtime/gateway/forms/translator.js';
import type { EnvoyBootstrap, EnvoyCluster, EnvoyListener, EnvoyRoute } from './envoy-schema.js';
import { filtersOf, isOpen, routesOf, sentTo, tunnelOf } from './listeners.js';
import { type Server, serversOf } from './servers.js';
import type { GatewayZone } from './zone.js';

/** Where a request can end. */
export type Place =
  | ({ readonly kind: 'server' } & Server)
  | {
      readonly kind: 'model';
      readonly endpoint: string;
      readonly region: string;
      readonly modelId: string;
      readonly role: string;
      readonly deployment: string;
    };

/** A place, and who gets there how. */
export interface Reached {
  /** The workload that the policy service has to have decided on; `anyone` where nothing is asked. */
  readonly workload: string | 'anyone';
  /** `answer` for what a request is sent to, `judgement` for what the policy service asks. */
  readonly as: 'answer' | 'judgement';
  /** The authority by which the policy service asks for it. */
  readonly authority?: string;
  /** Place among the priorities: 0 is asked first. */
  readonly order: number;
  readonly place: Place;
  /** Names on the way, for people. */
  readonly by: readonly string[];
}

/** Every place that the files of a zone let a request get to, and what on the way cannot be followed. */
export interface Reach {
  readonly reached: readonly Reached[];
  readonly lost: readonly string[];
}

/** Follows each route of each listener to where it ends, through clusters, inner listeners and processes of the task. */
export function reachOf({ envoy, translator, policy }: GatewayZone): Reach {
  if (envoy === undefined) return { reached: [], lost: [] };
  const walk = new Walk(envoy, translator, policy?.listen);
  for (const listener of envoy.static_resources.listeners.filter(isOpen)) {
    for (const { route } of routesOf(listener)) walk.follow(route, { workload: workloadOf(route), as: 'answer', order: 0, by: [listener.name] });
  }
  const egress = envoy.static_resources.listeners.filter(({ address }) => address !== undefined && 'pipe' in address);
  for (const listener of egress) {
    for (const { domains, route } of routesOf(listener)) {
      for (const authority of domains) walk.follow(route, { workload: 'anyone', as: 'judgement', authority, order: 0, by: [listener.name] });
    }
  }
  walk.unused();
  return { reached: walk.reached, lost: walk.lost };
}

type Start = Omit<Reached, 'place'>;

class Walk {
  readonly reached: Reached[] = [];
  readonly lost: string[] = [];
  readonly #clusters: ReadonlyMap<string, EnvoyCluster>;
  readonly #inner: ReadonlyMap<string, EnvoyListener>;
  readonly #used = new Set<string>();

  constructor(
    private readonly envoy: EnvoyBootstrap,
    private readonly translator: TranslatorFile | undefined,
    private readonly policySocket: string | undefined,
  ) {
    const { clusters, listeners } = envoy.static_resources;
    this.#clusters = unique(clusters, this.lost, 'cluster');
    this.#inner = unique(
      listeners.filter(({ internal_listener }) => internal_listener !== undefined),
      this.lost,
      'listener',
    );
    for (const listener of listeners.filter((one) => one.address !== undefined && tunnelOf(one) !== undefined))
      this.lost.push(`${listener.name} passes on whatever connects to it, without a decision.`);
    for (const listener of listeners) for (const name of filtersOf(listener).flatMap(sentTo)) this.#decides(name, listener.name);
  }

  follow(route: EnvoyRoute, start: Start): void {
    if (route.route === undefined) {
      if (route.direct_response === undefined) this.lost.push(`A route of ${start.by.join(' → ')} does neither answer nor lead anywhere.`);
      return;
    }
    const { cluster: name } = route.route;
    const by = [...start.by, name];
    const cluster = this.#clusters.get(name);
    if (cluster === undefined || start.by.includes(name)) {
      this.lost.push(`${by.join(' → ')}: ${cluster === undefined ? 'no such cluster' : 'a circle'}.`);
      return;
    }
    this.#used.add(name);
    for (const { priority = 0, lb_endpoints } of cluster.load_assignment.endpoints) {
      for (const { endpoint } of lb_endpoints) {
        const at = { ...start, order: start.order + priority, by };
        if ('envoy_internal_address' in endpoint.address) this.#enter(endpoint.address.envoy_internal_address.server_listener_name, at);
        else if ('pipe' in endpoint.address) this.#ask(endpoint.address.pipe.path, route, at);
      }
    }
    for (const server of serversOf(cluster, this.envoy))
      this.reached.push({ ...start, order: start.order + server.priority, by, place: { kind: 'server', ...server } });
  }

  /** Clusters that no route leads to still connect, if only to ask whether somebody is there. */
  unused(): void {
    for (const [name, cluster] of this.#clusters) {
      if (this.#used.has(name)) continue;
      for (const server of serversOf(cluster, this.envoy))
        this.reached.push({ workload: 'anyone', as: 'answer', order: 0, by: [name], place: { kind: 'server', ...server } });
    }
  }

  #enter(name: string, start: Start): void {
    const listener = this.#inner.get(name);
    const tunnel = listener && tunnelOf(listener);
    if (listener === undefined) this.lost.push(`${[...start.by, name].join(' → ')}: no such inner listener.`);
    // Where it leads is known with the cluster that it was entered from.
    else if (tunnel !== undefined) this.#tunnelled(tunnel.cluster, [...start.by, name]);
    else for (const { route } of routesOf(listener)) this.follow(route, { ...start, by: [...start.by, name] });
  }

  /** The cluster behind a tunnel: a proxy outside the task, else whoever answers there is told what only a host may hear. */
  #tunnelled(name: string, by: readonly string[]): void {
    this.#used.add(name);
    const servers = [this.#clusters.get(name)].flatMap((cluster) => (cluster === undefined ? [] : serversOf(cluster, this.envoy)));
    if (servers.length === 0 || servers.some(({ through }) => through !== 'none')) this.lost.push(`${[...by, name].join(' → ')}: no proxy outside the task.`);
  }

  /** A process of the task: only the translator is sent requests. The path decides which of its deployments answers. */
  #ask(socket: string, { match, route }: EnvoyRoute, start: Start): void {
    const { translator } = this;
    if (translator === undefined || !translator.listen.includes(socket)) {
      this.lost.push(`${[...start.by, socket].join(' → ')}: no process that may be sent requests.`);
      return;
    }
    const named = match.path === undefined ? undefined : /^\/([^/]+)\/v1\/chat\/completions$/.exec(route?.prefix_rewrite ?? '')?.[1];
    const deployments = named === undefined ? Object.keys(translator.deployments) : [named];
    for (const deployment of deployments) {
      const found = translator.deployments[deployment];
      if (found === undefined) this.lost.push(`${[...start.by, deployment].join(' → ')}: no such deployment of the translator.`);
      else this.reached.push({ ...start, by: [...start.by, socket], place: { kind: 'model', deployment, ...placeOf(found) } });
    }
  }

  /** A filter that sends requests elsewhere to be looked at: the policy service alone, over its socket. */
  #decides(name: string, listener: string): void {
    this.#used.add(name);
    const addresses = this.#clusters.get(name)?.load_assignment.endpoints.flatMap(({ lb_endpoints }) => lb_endpoints.map(({ endpoint }) => endpoint.address));
    if (addresses?.every((address) => 'pipe' in address && address.pipe.path === this.policySocket) && addresses.length > 0) return;
    this.lost.push(`${listener} sends requests to ${name} to be decided on, which is not the policy service at ${String(this.policySocket)}.`);
  }
}

function placeOf({ endpoint, region, modelId, role }: TranslatorFile['deployments'][string]) {
  return { endpoint, region, modelId, role };
}

/** The workload that a route asks the policy service to have decided on. */
function workloadOf({ match }: EnvoyRoute): string {
  const decided = match.dynamic_metadata?.find(({ filter, path }) => filter === 'gateway' && path[0]?.key === 'workload');
  return decided?.value.string_match.exact ?? 'anyone';
}

function unique<T extends { readonly name: string }>(all: readonly T[], lost: string[], what: string): ReadonlyMap<string, T> {
  const byName = new Map(all.map((one) => [one.name, one]));
  if (byName.size < all.length) lost.push(`Two of the gateway's ${what}s have one name.`);
  return byName;
}
