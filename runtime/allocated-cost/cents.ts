/**
 * Rounds amounts to cents so that they add up to their rounded sum: what is lost goes to those that were cut most, the first of equals first. A cent that
 * is missing in a statement is asked for as if it were a thousand.
 */
export function inCents(amounts: readonly number[]): number[] {
  const exact = amounts.map((amount) => amount * 100);
  const floors = exact.map((cents) => Math.floor(cents + 1e-7));
  const missing = Math.round(exact.reduce((sum, cents) => sum + cents, 0)) - floors.reduce((sum, cents) => sum + cents, 0);
  const order = exact.map((cents, index) => ({ index, cut: cents - (floors[index] ?? 0) })).sort((a, b) => b.cut - a.cut || a.index - b.index);
  const raised = new Set(order.slice(0, Math.max(0, missing)).map(({ index }) => index));
  return floors.map((cents, index) => (cents + (raised.has(index) ? 1 : 0)) / 100);
}
