/** Faults of GPUs by NVIDIA's XID codes. Source: gpu-faults.yaml. */
import { table } from './read.js';

/** Codes after which only a reset or another machine helps; every other is an application's own fault, or contained. */
export function fatalXids(): number[] {
  return table('gpu-faults', 'fatal').map(({ xid }) => xid);
}
