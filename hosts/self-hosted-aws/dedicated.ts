import type { AwsFleetHost } from './schema.js';

/** Whether capacity is held for a fleet beforehand: reservations, or blocks that were bought. */
export function hasDedicated({ reservations, blocks }: AwsFleetHost['capacity']): boolean {
  return Object.keys(reservations).length + Object.keys(blocks).length > 0;
}
