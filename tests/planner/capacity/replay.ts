/** A discrete-event replay of a pool of slots with a queue: what calculations of overflow are held to. Deterministic by its seed. */
export interface Replay {
  readonly slots: number;
  readonly places: number;
  /** Requests per minute in each minute. */
  readonly arrivals: readonly number[];
  /** Minutes that a request keeps its slot, in the mean. */
  readonly service: number;
  readonly seed: number;
}

/** What became of the requests of each minute. */
export interface Replayed {
  readonly asked: readonly number[];
  /** Found slots and queue taken. */
  readonly gone: readonly number[];
}

/** Part of the requests that found slots and queue taken. */
export function replayedOverflow(pool: Replay): number {
  const { asked, gone } = replayed(pool);
  return sum(gone) / sum(asked);
}

/** Every arrival and every end, one by one. */
export function replayed({ slots, places, arrivals, service, seed }: Replay): Replayed {
  const random = generator(seed);
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  /** Ends of running requests, the first first, and how many wait. */
  const running: number[] = [];
  let waiting = 0;
  const start = (now: number) => insert(running, now + exponential(service));
  const finish = (now: number) => {
    while ((running[0] ?? Number.POSITIVE_INFINITY) <= now) {
      const end = running.shift() ?? now;
      if (waiting === 0) continue;
      waiting -= 1;
      start(end);
    }
  };
  const counts = arrivals.map((rate, minute) => {
    let [asked, gone] = [0, 0];
    for (let at = exponential(1 / rate); at < 1; at += exponential(1 / rate)) {
      finish(minute + at);
      asked += 1;
      if (running.length < slots) start(minute + at);
      else if (waiting < places) waiting += 1;
      else gone += 1;
    }
    return { asked, gone };
  });
  return { asked: counts.map(({ asked }) => asked), gone: counts.map(({ gone }) => gone) };
}

function insert(sorted: number[], value: number): void {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, value);
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
