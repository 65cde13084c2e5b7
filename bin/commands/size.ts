import { readFileSync } from 'node:fs';
import { estimate } from '../../derived/throughput/estimate.js';
import type { Estimate, NoEstimate, Question } from '../../derived/throughput/question.js';
import { releases } from '../../facts/models.js';
import { architecture, type Mapping, type ServingEngine } from '../../facts/throughput.js';
import { type Benchmark, calibration, readBenchmark } from '../../planner/throughput/benchmark.js';
import { sizeJson } from '../../reports/plan/size-json.js';
import { sizeText } from '../../reports/plan/size-text.js';
import { InputError } from '../../topology/error.js';
import { didYouMean } from '../../topology/suggest.js';

export interface SizeOptions {
  readonly model: string;
  readonly precision: 'fp8' | 'bf16';
  readonly gpu: string;
  readonly count: number;
  readonly tp?: number;
  readonly input: number;
  readonly output: number;
  readonly concurrency?: number;
  readonly sloTtftMs?: number;
  readonly sloTpotMs?: number;
  readonly engine: string;
  readonly mapping?: Mapping;
  readonly measured?: string;
  readonly format: 'text' | 'json';
}

/** Prints what some GPUs do with a model: 0 with a number, 1 where there is none because it does not fit or an objective cannot be met. */
export function size(options: SizeOptions): number {
  const asked = question(options);
  const full = options.measured === undefined ? asked : calibrated(asked, readBenchmark(readFile(options.measured), options.measured));
  const found: Estimate | NoEstimate = estimate(full);
  process.stdout.write(`${options.format === 'json' ? sizeJson(found) : sizeText(full, found)}\n`);
  return found.answer === 'estimate' ? 0 : 1;
}

function calibrated(asked: Question, run: Benchmark): Question {
  return { ...asked, measured: calibration(run, asked), ...(run.model !== undefined && { measuredModel: run.model }) };
}

function question(options: SizeOptions): Question {
  const { model, precision, gpu, count, input, output, concurrency, sloTtftMs, sloTpotMs, mapping } = options;
  const known = releases().filter((id) => architecture(id) !== undefined);
  const release = known.find((id) => id === model || id === `${model}-instruct`);
  if (release === undefined) refuse(`--model: received "${model}".${didYouMean(model, known)} Allowed: ${known.join(', ')}.`);
  if ((sloTtftMs === undefined) !== (sloTpotMs === undefined)) refuse('--slo-ttft-ms and --slo-tpot-ms: received one of them. Allowed: both or neither.');
  const tensorParallel = options.tp ?? count;
  if (count % tensorParallel !== 0) refuse(`--tp: received ${tensorParallel} for ${count} GPUs. Allowed: a divisor of --count.`);
  const [engine, engineVersion] = options.engine.split('@');
  return {
    release,
    precision,
    gpu: gpu.toUpperCase() === 'H200' ? 'H200' : 'H100',
    gpus: count,
    tensorParallel,
    engine: engineOf(engine),
    ...(engineVersion !== undefined && { engineVersion }),
    ...(mapping !== undefined && { mapping }),
    shape: { inputTokens: input, outputTokens: output },
    ...(concurrency !== undefined && { concurrency }),
    ...(sloTtftMs !== undefined && sloTpotMs !== undefined && { objective: { ttftMs: sloTtftMs, tpotMs: sloTpotMs } }),
  };
}

const engines: readonly ServingEngine[] = ['tensorrt-llm', 'vllm', 'sglang'];

function engineOf(name: string | undefined): ServingEngine {
  const engine = engines.find((one) => one === name);
  if (engine === undefined) refuse(`--engine: received "${name}". Allowed: ${engines.join(', ')}, and a version after @, such as tensorrt-llm@0.17.`);
  return engine;
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return refuse(`--measured: ${path} cannot be read.`);
  }
}

function refuse(message: string): never {
  throw new InputError([{ message }]);
}
