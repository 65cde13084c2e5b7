import type { NodeHardware } from '../facts/hardware.js';
import { servingLayout } from '../facts/serving.js';
import type { Model } from '../topology/schema/models.js';
import type { Workload } from '../topology/schema/workloads.js';
import { estimate } from './throughput/estimate.js';
import type { Estimate, NoEstimate } from './throughput/question.js';

/** A model on the nodes of a fleet. */
export interface ServedNode {
  readonly model: Pick<Model, 'release' | 'precision'>;
  readonly hardware: NodeHardware;
  /** GPUs of a replica, where the topology says it. @default - as facts lay it out, else the whole node */
  readonly tensorParallel: number | undefined;
}

/** Requests and what they may take. */
export type Served = Pick<Workload, 'load'> & { readonly slo?: Workload['slo'] };

/** What a node carries of a workload on vLLM, under its objective where one is given; or why there is no number. */
export function nodeEstimate({ model, hardware, tensorParallel }: ServedNode, { load, slo }: Served): Estimate | NoEstimate {
  const { release, precision } = model;
  return estimate({
    release,
    precision,
    gpu: hardware.gpu,
    gpus: hardware.gpus,
    tensorParallel: tensorParallel ?? servingLayout(release, precision, hardware.gpu)?.tensorParallel ?? hardware.gpus,
    engine: 'vllm',
    shape: load,
    ...(slo !== undefined && { objective: slo }),
  });
}

/** Tokens per minute, input and output together, that one node carries of a workload; undefined where there is no number. */
export function nodeThroughput(node: ServedNode, workload: Pick<Workload, 'load' | 'slo'>): number | undefined {
  const found = nodeEstimate(node, workload);
  return found.answer === 'estimate' ? (found.outputTokensPerSecond + found.inputTokensPerSecond) * 60 : undefined;
}
