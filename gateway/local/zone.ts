import { createHash, randomBytes } from 'node:crypto';
import type { Limits } from '../mocks/places.js';
import { type Emitted, emitted } from './emitted.js';
import type { Place } from './place.js';
import type { Bundles } from './programs.js';
import { type EnvoyLevel, Task } from './task.js';
import { World } from './world.js';

export interface LocalOptions {
  /** `gateway.out/<zone>`. */
  readonly files: string;
  /** The Envoy binary. */
  readonly envoy: string;
  /** Limits of every mock of a vLLM server. */
  readonly limits: Limits;
  /** Our own programs. */
  readonly programs: Bundles;
  /** Seconds for which tokens of other clouds are valid. */
  readonly tokenSeconds: number;
  /**
   * A zone before the same hosts.
   * @default - hosts of its own
   */
  readonly beside?: LocalZone;
}

/** A further task. */
export interface Added {
  /**
   * Processes of the first task that it uses instead of its own.
   * @default - nothing
   */
  readonly shared?: 'nothing' | 'processes';
  /** Sees its directories before it starts. */
  readonly prepare?: (place: Place) => void;
  /**
   * How much Envoy prints.
   * @default - what prints no content, and no less
   */
  readonly level?: EnvoyLevel;
}

/** The gateway of a zone on this machine: one task or several, before mocks of everything that they call. */
export class LocalZone {
  readonly tasks: Task[] = [];

  private constructor(
    readonly files: Emitted,
    readonly world: World,
    readonly envoy: string,
    readonly programs: Bundles,
    /** Keys of callers by workload, each for that alone. */
    readonly keys: ReadonlyMap<string, string>,
  ) {}

  static async start({ files: directory, envoy, limits, programs, tokenSeconds, beside }: LocalOptions): Promise<LocalZone> {
    const files = emitted(directory);
    const keys = new Map(Object.keys(files.policy.workloads).map((workload) => [workload, `sk-local-${randomBytes(18).toString('base64url')}`]));
    const world = await World.start(files, { limits, tokenSeconds, broker: programs.broker, ...(beside !== undefined && { beside: beside.world }) });
    const zone = new LocalZone(files, world, envoy, programs, keys);
    try {
      await zone.add();
    } catch (error) {
      await zone.stop();
      throw error;
    }
    return zone;
  }

  /** Starts a further task. */
  async add({ shared = 'nothing', prepare = () => undefined, level }: Added = {}): Promise<Task> {
    const task = await Task.make(this, shared === 'nothing' ? undefined : this.tasks[0]);
    try {
      prepare(task.place);
      await task.start(level);
    } catch (error) {
      await task.stop();
      throw error;
    }
    this.tasks.push(task);
    return task;
  }

  async remove(task: Task): Promise<void> {
    this.tasks.splice(this.tasks.indexOf(task), 1);
    await task.stop();
  }

  async stop(): Promise<void> {
    // Those that use processes of the first go before it.
    for (const task of [...this.tasks].reverse()) await this.remove(task);
    await this.world.close();
  }

  /** Who may call, as the gateway is told: digests of the keys. */
  keyFile(): unknown {
    const holders = [...this.keys].map(([workload, key]) => [
      createHash('sha256').update(key).digest('hex'),
      { team: `team-of-${workload}`, workloads: [workload] },
    ]);
    return { version: 1, keys: Object.fromEntries(holders) };
  }
}
