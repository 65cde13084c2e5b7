import { Authority } from '../mocks/authority.js';
import { canary } from '../mocks/canary.js';
import { Issued } from '../mocks/issued.js';
import type { Call, Listener } from '../mocks/listener.js';
import type { Limits } from '../mocks/places.js';
import { Cloud } from './cloud.js';
import type { Emitted } from './emitted.js';
import { Hosts } from './hosts.js';

export interface WorldOptions {
  /** Those of every vLLM server. */
  readonly limits: Limits;
  /** Seconds for which tokens of other clouds are valid. */
  readonly tokenSeconds: number;
  /** Bundle of the function that fetches tokens of Entra. */
  readonly broker: string;
  /** What S3 holds, by `bucket/key`. */
  readonly objects: ReadonlyMap<string, string>;
  /**
   * World of another zone, whose hosts are those of this one too where they have the same name.
   * @default - a world of its own
   */
  readonly beside?: World;
}

/** Everything outside of the gateway's tasks: hosts, filters, indexes, services of clouds, and a host that must never be called. */
export class World {
  private constructor(
    readonly authority: Authority,
    readonly issued: Issued,
    readonly cloud: Cloud,
    readonly hosts: Hosts,
    readonly canary: Listener,
  ) {}

  static async start(files: Emitted, { limits, tokenSeconds, broker, objects, beside }: WorldOptions): Promise<World> {
    const authority = beside?.authority ?? (await Authority.create());
    const issued = beside?.issued ?? new Issued(tokenSeconds);
    const cloud = await Cloud.start(files, { issued, broker, objects, apiKeys: beside?.cloud.apiKeys ?? new Map() });
    const hosts = await new Hosts(files, { cloud, authority, limits, models: beside?.hosts.models ?? new Map() }).start();
    return new World(authority, issued, cloud, hosts, await canary());
  }

  /** What was called since the last `forget`, services of clouds apart. */
  calls(): Call[] {
    return this.listeners().flatMap(({ calls }) => calls);
  }

  /** Mocks to which a byte came since the last `forget`, services of clouds apart. */
  touched(): string[] {
    return this.listeners().flatMap((one) => (one.bytes() > 0 ? [one.name] : []));
  }

  forget(): void {
    for (const listener of this.listeners()) listener.forget();
  }

  async close(): Promise<void> {
    await Promise.all([this.cloud.close(), this.hosts.close(), this.canary.close()]);
  }

  private listeners(): Listener[] {
    return [...[...this.hosts.models.values()].map(({ listener }) => listener), ...this.hosts.services.values(), this.canary];
  }
}
