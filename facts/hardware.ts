/** GPUs of a node, whichever cloud it stands in. Source: ec2.yaml, google.yaml, azure.yaml. */
import { vmSize, vmSizes } from './azure.js';
import { type Gpu, instanceType, instanceTypes } from './ec2.js';
import { localSsdGiB, machineType, machineTypes } from './google.js';

/** Clouds whose machines fleets run on. */
export type FleetCloud = 'aws' | 'google' | 'azure';

/** `gpuMemoryGB` is per GPU. */
export interface NodeHardware {
  readonly gpu: Gpu;
  readonly gpus: number;
  readonly gpuMemoryGB: number;
  /** All local disks together, in 10^9 bytes. */
  readonly localDiskGB: number;
}

/** A GiB and a TiB in 10^9 bytes. */
const gib = 1.073741824;
const tib = gib * 1_024;

/** The hardware of an instance or machine type. */
export function nodeHardware(cloud: FleetCloud, type: string): NodeHardware | undefined {
  switch (cloud) {
    case 'aws': {
      const found = instanceType(type);
      return found && { ...found, localDiskGB: found.nvme.disks * found.nvme.sizeGB };
    }
    case 'google': {
      const found = machineType(type);
      return found && { ...found, localDiskGB: found.localSsds * localSsdGiB() * gib };
    }
    case 'azure': {
      const found = vmSize(type);
      return found && { ...found, localDiskGB: found.localDiskTiB * tib };
    }
  }
}

/** Most GPUs that a node has in a cloud. */
export function mostGpus(cloud: FleetCloud): number {
  const sizes = { aws: instanceTypes, google: machineTypes, azure: vmSizes }[cloud]();
  return Math.max(...sizes.map(({ gpus }) => gpus));
}
