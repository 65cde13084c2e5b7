/** Limits of a model server. */
export interface Limits {
  /** `--max-num-seqs`. */
  readonly running: number;
  /** `--max-num-queued-reqs`, which counts running requests as well as waiting ones. */
  readonly admitted: number;
  /** `--scheduling-policy`: who waits starts by priority, lowest first, or in the order of arrival. */
  readonly scheduling: 'priority' | 'fcfs';
}

/** The place of one request: it waits until it may run, and leaves when it ends or its caller is gone. */
export interface Place {
  readonly turn: Promise<void>;
  leave(): void;
}

interface Waiting {
  readonly priority: number;
  readonly start: () => void;
}

/**
 * Places of a vLLM server as 0.32 gives them (`AsyncLLM.check_admission`): a request is refused when it and all that are unfinished are more than the limit.
 * What is admitted waits for a place to run. Preemption is not imitated.
 */
export class Places {
  /** Most that were unfinished at a time. */
  peak = 0;
  refused = 0;
  /** Priorities of requests in the order in which they started. */
  readonly started: number[] = [];
  private running = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private now: Limits) {}

  get limits(): Limits {
    return this.now;
  }

  /** Who waits may run at once where there are more places than before. */
  set limits(limits: Limits) {
    this.now = limits;
    this.startNext();
  }

  get unfinished(): number {
    return this.running + this.waiting.length;
  }

  /** Whether a request would be refused now. */
  full(): boolean {
    return this.unfinished + 1 > this.limits.admitted;
  }

  /** Undefined where there is no place. */
  enter(priority: number): Place | undefined {
    if (this.full()) {
      this.refused += 1;
      return undefined;
    }
    let begun = false;
    let waiting: Waiting | undefined;
    const turn = new Promise<void>((resolve) => {
      waiting = {
        priority,
        start: () => {
          begun = true;
          this.running += 1;
          this.started.push(priority);
          resolve();
        },
      };
    });
    if (waiting !== undefined) this.waiting.push(waiting);
    this.startNext();
    this.peak = Math.max(this.peak, this.unfinished);
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      if (begun) this.running -= 1;
      else if (waiting !== undefined) this.waiting.splice(this.waiting.indexOf(waiting), 1);
      this.startNext();
    };
    return { turn, leave };
  }

  private startNext(): void {
    while (this.running < this.limits.running) {
      const next = this.limits.scheduling === 'priority' ? lowest(this.waiting) : this.waiting[0];
      if (next === undefined) return;
      this.waiting.splice(this.waiting.indexOf(next), 1);
      next.start();
    }
  }
}

/** The first of those with the lowest priority. */
function lowest(waiting: readonly Waiting[]): Waiting | undefined {
  return waiting.reduce<Waiting | undefined>((best, one) => (best === undefined || one.priority < best.priority ? one : best), undefined);
}
