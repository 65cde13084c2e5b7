/** GPUs of a node, whichever cloud it stands in. Source: ec2.yaml, google.yaml. */
import { type Gpu, instanceType } from './ec2.js';
import { machineType } from './google.js';

/** `gpuMemoryGB` is per GPU. */
export interface NodeHardware {
  readonly gpu: Gpu;
  readonly gpus: number;
  readonly gpuMemoryGB: number;
}

/** The hardware of an instance or machine type. */
export function nodeHardware(cloud: 'aws' | 'google', type: string): NodeHardware | undefined {
  return cloud === 'aws' ? instanceType(type) : machineType(type);
}
