import type { Price } from '../../../hosts/shared/host-cost.js';
import { type CostLine, costLine } from '../line.js';

/** A line of the platform itself, which no host has. */
export function platformLine(what: string, quantity: number, unit: string, price: Price): CostLine {
  return costLine({ host: 'shared', workload: 'all', kind: 'shared', what, quantity, unit, price });
}
