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

/** Part of the requests that found slots and queue taken. */
export function replayedOverflow({ slots, places, arrivals, service, seed }: Replay): number {
  const random = generator(seed);
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  /** Ends of running requests, and how many wait. */
  let running: number[] = [];
  let waiting = 0;
  let [asked, gone] = [0, 0];
  const finish = (now: number) => {
    running.sort((a, b) => a - b);
    while ((running[0] ?? Number.POSITIVE_INFINITY) <= now) {
      const end = running.shift() ?? now;
      if (waiting > 0) {
        waiting -= 1;
        running.push(end + exponential(service));
        running.sort((a, b) => a - b);
      }
    }
  };
  for (const [minute, rate] of arrivals.entries()) {
    for (let at = exponential(1 / rate); at < 1; at += exponential(1 / rate)) {
      finish(minute + at);
      asked += 1;
      if (running.length < slots) running = [...running, minute + at + exponential(service)];
      else if (waiting < places) waiting += 1;
      else gone += 1;
    }
  }
  return gone / asked;
}

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
