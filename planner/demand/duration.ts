/** Load-duration: what of a varying demand a constant capacity serves. All in one unit. */

/** Demand of each minute, largest first. */
export function durationCurve(demand: ArrayLike<number>): Float64Array {
  return Float64Array.from(demand).sort().reverse();
}

/** Part of the volume that a capacity serves; 1 where there is no demand. */
export function servedShare(demand: ArrayLike<number>, capacity: number): number {
  let [served, all] = [0, 0];
  for (let minute = 0; minute < demand.length; minute++) {
    const value = demand[minute] ?? 0;
    all += value;
    served += Math.min(value, capacity);
  }
  return all === 0 ? 1 : served / all;
}

/** The smallest capacity that serves a part of the volume. */
export function capacityForShare(demand: ArrayLike<number>, share: number): number {
  const sorted = durationCurve(demand);
  let [low, high] = [0, sorted[0] ?? 0];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (servedShare(sorted, middle) < share) low = middle;
    else high = middle;
  }
  return high;
}
