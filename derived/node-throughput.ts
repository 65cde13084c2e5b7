import type { NodeHardware } from '../facts/hardware.js';
import { servingLayout } from '../facts/serving.js';
import type { Workload } from '../topology/schema/workloads.js';
import type { ServedModel } from './adapter-memory.js';
import { admission } from './admission.js';
import { estimate } from './throughput/estimate.js';
import type { Estimate, NoEstimate, Question } from './throughput/question.js';

/** A model on the nodes of a fleet. */
export interface ServedNode {
  readonly model: ServedModel;
  readonly hardware: NodeHardware;
  /** GPUs of a replica, where the topology says it. @default - as facts lay it out, else the whole node */
  readonly tensorParallel: number | undefined;
}

/** Requests and what they may take. */
export type Served = Pick<Workload, 'load'> & { readonly slo?: Workload['slo'] };

/**
 * What a node carries of a workload on vLLM, under its objective where one is given; or why there is no number. Never more than its replicas do with
 * as many requests at once as they are let run.
 */
export function nodeEstimate(node: ServedNode, served: Served): Estimate | NoEstimate {
  const question = questionOf(node, served);
  const unbounded = estimate(question);
  const most = admission.running * Math.floor(question.gpus / question.tensorParallel);
  return unbounded.answer === 'estimate' && unbounded.concurrency > most ? estimate({ ...question, concurrency: most }) : unbounded;
}

/** As many requests of a workload as one replica of a node runs at once before an answer is slower than its objective; undefined where there is no number. */
export function knee(node: ServedNode, served: Served): number | undefined {
  const question = questionOf(node, served);
  const found = estimate(question);
  return found.answer === 'estimate' ? found.concurrency / Math.floor(question.gpus / question.tensorParallel) : undefined;
}

function questionOf({ model, hardware, tensorParallel }: ServedNode, { load, slo }: Served): Question {
  const { release, precision, besideGB = 0 } = model;
  return {
    release,
    precision,
    besideGB,
    gpu: hardware.gpu,
    gpus: hardware.gpus,
    tensorParallel: tensorParallel ?? servingLayout(release, precision, hardware.gpu)?.tensorParallel ?? hardware.gpus,
    engine: 'vllm',
    shape: load,
    ...(slo !== undefined && { objective: slo }),
  };
}

/** Tokens per minute, input and output together, that one node carries of a workload; undefined where there is no number. */
export function nodeThroughput(node: ServedNode, workload: Pick<Workload, 'load' | 'slo'>): number | undefined {
  const found = nodeEstimate(node, workload);
  return found.answer === 'estimate' ? (found.outputTokensPerSecond + found.inputTokensPerSecond) * 60 : undefined;
}
