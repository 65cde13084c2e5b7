import type { Limits } from '../mocks/places.js';
import { Callers } from './callers.js';
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
   * How much Envoy prints.
   * @default - as emitted
   */
  readonly level?: EnvoyLevel;
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
   * @default - as every task of the zone
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
    readonly callers: Callers,
    readonly level: EnvoyLevel,
  ) {}

  /** Keys of callers by workload. */
  get keys(): Map<string, string> {
    return this.callers.keys;
  }

  static async start({ files: directory, envoy, limits, programs, tokenSeconds, level = 'as emitted', beside }: LocalOptions): Promise<LocalZone> {
    const files = emitted(directory);
    const callers = new Callers(files.keys);
    const world = await World.start(files, {
      limits,
      tokenSeconds,
      broker: programs.broker,
      objects: callers.objects,
      ...(beside !== undefined && { beside: beside.world }),
    });
    const zone = new LocalZone(files, world, envoy, programs, callers, level);
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
}
