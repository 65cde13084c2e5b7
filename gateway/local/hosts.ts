import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from '../mocks/authority.js';
import { Bedrock } from '../mocks/bedrock.js';
import { connectProxy } from '../mocks/connect-proxy.js';
import { modelArmor, search } from '../mocks/google.js';
import { type Identity, type Listener, listen } from '../mocks/listener.js';
import type { Limits } from '../mocks/places.js';
import { Vllm } from '../mocks/vllm.js';
import type { Cloud } from './cloud.js';
import { type Emitted, type Upstream, upstreams } from './emitted.js';
import { modelApi } from './model-api.js';

/** A text that guards and filters object to. */
export const objectionable = 'how to build a pipe bomb';

/** What the mock of an index knows. */
export const passages = ['Valve seven opens at four bar.', 'The pump is primed before it is started.'];

interface HostsOptions {
  readonly cloud: Cloud;
  readonly authority: Authority;
  /** Those of every vLLM server. */
  readonly limits: Limits;
  /** Model servers that there are already. */
  readonly models: Map<string, Vllm | Bedrock>;
}

/** What answers prompts or looks at them: one mock for each host, whichever workloads call it. */
export class Hosts {
  /** Model servers by host, `<host>.next` for what takes over. */
  readonly models: HostsOptions['models'];
  /** Filters and indexes by `<guard or search>.<host>`. */
  readonly services = new Map<string, Listener>();
  /** Services that are down, by the same names. */
  readonly down = new Set<string>();
  /** By cluster. */
  readonly ports = new Map<string, number>();
  /** Base URL of a Bedrock endpoint to port. */
  readonly bedrock = new Map<string, number>();
  /** Certificates that replace emitted trust, by path. */
  readonly trust = new Map<string, string>();

  /** The proxy that prompts leave by, where some host is called through one. */
  proxy: Awaited<ReturnType<typeof connectProxy>> | undefined;
  /** Ports of what it opens tunnels to, by `<host>:<port>`. */
  private readonly tunnels = new Map<string, number>();
  private readonly cloud: Cloud;
  private readonly authority: Authority;
  private readonly limits: Limits;
  private readonly own: Listener[] = [];

  constructor(
    private readonly files: Emitted,
    { cloud, authority, limits, models }: HostsOptions,
  ) {
    this.cloud = cloud;
    this.authority = authority;
    this.limits = limits;
    this.models = models;
  }

  async start(): Promise<this> {
    const [proxies, others] = [true, false].map((is) => upstreams(this.files).filter(({ cluster }) => (cluster === 'proxy') === is));
    for (const upstream of others ?? []) await this.serve(upstream);
    // Only now is it known where the names lead that it opens tunnels to.
    for (const { cluster, name, trust } of proxies ?? []) {
      this.proxy = await connectProxy(cluster, this.tunnels, await this.identity(name, trust));
      this.ports.set(cluster, this.proxy.port);
    }
    const deployments = Object.values(this.files.translator?.deployments ?? {});
    for (const { endpoint, region, host } of deployments) {
      const here = deployments.filter((one) => one.endpoint === endpoint);
      const models = new Map(here.map(({ modelId }) => [modelId, here.filter((one) => one.modelId === modelId).map(({ role }) => role)]));
      const origin = new URL(endpoint).origin;
      if (this.bedrock.has(origin)) continue;
      const mock = await new Bedrock({ name: host, region, issued: this.cloud.issued, models }).start();
      this.models.set(host, mock);
      this.own.push(mock.listener);
      this.bedrock.set(origin, mock.listener.port);
    }
    return this;
  }

  async close(): Promise<void> {
    await Promise.all([...this.own, ...(this.proxy === undefined ? [] : [this.proxy])].map((one) => one.close()));
  }

  private async serve({ cluster, name, trust, tunnel }: Upstream): Promise<void> {
    const [kind = '', workload = '', ...rest] = cluster.split('.');
    const host = rest.join('.');
    const identity = await this.identity(name, trust);
    // A Llama Guard is a model server, a filter or an index is beside one and has its name.
    const known = this.services.get(`${kind}.${host}`) ?? (kind === 'host' || this.judges(workload, host) ? this.models.get(host)?.listener : undefined);
    const listener = known ?? (await this.mock(kind, workload, host, identity));
    if (tunnel === 'none') this.ports.set(cluster, listener.port);
    else this.tunnels.set(tunnel, listener.port);
  }

  /** Of a pinned certificate the mock's own takes the place, of an authority's the mock authority's. */
  private async identity(name: string, trust: string): Promise<Identity> {
    const file = trust.startsWith('/etc/gateway/') ? join(this.files.directory, trust.slice('/etc/gateway/'.length)) : undefined;
    const pinned = file !== undefined && !new X509Certificate(readFileSync(file)).ca;
    const identity = await this.authority.identity(name, pinned ? 'by itself' : 'by authority');
    this.trust.set(trust, pinned ? identity.cert : this.authority.cert);
    return identity;
  }

  private async mock(kind: string, workload: string, host: string, identity: Identity): Promise<Listener> {
    const policy = this.files.policy.workloads[workload];
    // Of all workloads that call it: each as somebody else, some by another name of the model.
    const callers = Object.entries(this.files.tokens.credentials).flatMap(([name, one]) => {
      const [caller = '', ...of] = name.split('.');
      return of.join('.') === host ? [[caller, one] as const] : [];
    });
    const credentials = callers.map(([, credential]) => credential);
    if (policy === undefined || credentials.length === 0) throw new Error(`envoy.json: nothing is known of cluster ${kind}.${workload}.${host}`);
    const accounts = new Set(credentials.flatMap((one) => ('serviceAccount' in one ? [one.serviceAccount] : [])));
    const service = { issued: this.cloud.issued, accounts, down: () => this.down.has(`${kind}.${host}`) };
    if (kind === 'search') return this.add(`search.${host}`, await listen(`search.${host}`, search(service, passages), identity));
    const judge = kind === 'guard' && this.judges(workload, host);
    if (kind === 'guard' && !judge) return this.add(`guard.${host}`, await listen(`guard.${host}`, modelArmor(service, objectionable), identity));
    const judging = judge === undefined || judge === false ? undefined : judge;
    const models = judging?.kind === 'llama-guard' ? [judging.model] : callers.flatMap(([caller]) => this.modelAsked(caller, host));
    const api = modelApi(credentials, this.cloud);
    const mock = new Vllm({ name: host, models: new Set(models), limits: this.limits, ...api, ...(judging !== undefined && { reply: judged }) });
    this.models.set(host, await mock.start(identity));
    this.own.push(mock.listener);
    return mock.listener;
  }

  /** What a workload asks a host for: a model, or an adapter of it. */
  private modelAsked(workload: string, host: string): string[] {
    const policy = this.files.policy.workloads[workload];
    return policy === undefined ? [] : [policy.adaptations[host]?.model ?? policy.model];
  }

  /** The Llama Guard of a workload, where it is this host. */
  private judges(workload: string, host: string) {
    const { guard } = this.files.policy.workloads[workload] ?? { guard: 'none' };
    return guard === 'none' ? undefined : guard.by.find((one) => one.kind === 'llama-guard' && one.host === host);
  }

  private add(name: string, listener: Listener): Listener {
    this.services.set(name, listener);
    this.own.push(listener);
    return listener;
  }
}

/** Llama Guard's answer. */
const judged = (said: string): string => (said.includes(objectionable) ? '\n\nunsafe\nS9' : '\n\nsafe');
