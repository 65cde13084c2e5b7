/** Faults of GPUs by NVIDIA's XID codes. Source: gpu-faults.yaml. */
import { type Fact, table } from './read.js';

interface XidFault extends Fact {
  readonly xid: number;
  readonly what: string;
}

/** Codes after which only a reset or another machine helps; every other is an application's own fault, or contained. */
export function fatalXids(): number[] {
  return table<XidFault>('gpu-faults', 'fatal').map(({ xid }) => xid);
}
