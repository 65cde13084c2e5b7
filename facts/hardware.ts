/** GPUs of a node, whichever cloud it stands in. Source: ec2.yaml, google.yaml. */
import { type Gpu, instanceType } from './ec2.js';
import { localSsdGiB, machineType } from './google.js';

/** `gpuMemoryGB` is per GPU. */
export interface NodeHardware {
  readonly gpu: Gpu;
  readonly gpus: number;
  readonly gpuMemoryGB: number;
  /** All local disks together, in 10^9 bytes. */
  readonly localDiskGB: number;
}

/** A GiB in 10^9 bytes. */
const gib = 1.073741824;

/** The hardware of an instance or machine type. */
export function nodeHardware(cloud: 'aws' | 'google', type: string): NodeHardware | undefined {
  if (cloud === 'aws') {
    const found = instanceType(type);
    return found && { ...found, localDiskGB: found.nvme.disks * found.nvme.sizeGB };
  }
  const found = machineType(type);
  return found && { ...found, localDiskGB: found.localSsds * localSsdGiB() * gib };
}
