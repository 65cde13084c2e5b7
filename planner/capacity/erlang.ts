/** Queues with Poisson arrivals and exponential service. Source: Erlang B by recursion; M/M/c/K from it. */

/** Part of arrivals that find `slots` servers busy, where none waits; `offered` in servers (arrival rate × time of one). */
export function erlangB(slots: number, offered: number): number {
  if (offered <= 0) return 0;
  let blocked = 1;
  for (let count = 1; count <= slots; count++) blocked = (offered * blocked) / (count + offered * blocked);
  return blocked;
}

/** Part of arrivals that find `slots` servers busy and `places` in the queue taken. */
export function blockedShare(slots: number, places: number, offered: number): number {
  if (offered <= 0) return 0;
  if (slots <= 0) return 1;
  const load = offered / slots;
  const busy = erlangB(slots, offered);
  // The queue beyond c servers is a geometric series with ratio load.
  const series = Math.abs(load - 1) < 1e-9 ? places : (load * (1 - load ** places)) / (1 - load);
  return (busy * load ** places) / (1 + busy * series);
}

/** Slots from which on chance no longer matters, and what is above capacity spills over as a fluid. */
const fluidSlots = 200;

/** Part of a demand that spills over a pool: by chance where it is small, as a fluid where it is large. */
export function overflowShare(slots: number, places: number, offered: number): number {
  if (offered <= 0) return 0;
  return slots >= fluidSlots ? Math.max(0, 1 - slots / offered) : blockedShare(Math.floor(slots), places, offered);
}
