import { z } from 'zod';
import { estimate } from '../../derived/throughput/estimate.js';
import type { Question } from '../../derived/throughput/question.js';
import { releaseNamed } from '../../facts/checkpoints.js';
import { InputError } from '../../topology/error.js';

/** What is read of the result of `vllm bench serve --save-result`; the rest is passed over. */
const result = z.object({
  model_id: z.string().optional(),
  completed: z.int().min(1),
  total_input_tokens: z.int().min(1),
  total_output_tokens: z.int().min(1),
  output_throughput: z.number().positive(),
  request_rate: z.union([z.literal('inf'), z.number()]).optional(),
  max_concurrency: z.int().min(1).nullish(),
  failed: z.int().optional(),
});

/** The user's own measurement, of the same model on the same GPUs. */
export interface Benchmark {
  /** The model as its server names it. */
  readonly model: string | undefined;
  readonly outputTokensPerSecond: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly concurrency: number | undefined;
}

/** Reads a result file; `file` names it in messages. A run that the arrival of requests held back measured no capacity. */
export function readBenchmark(text: string, file: string): Benchmark {
  const parsed = result.safeParse(parseJson(text, file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError([
      { message: `${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unusable'}. Allowed: the JSON that "vllm bench serve --save-result" writes.` },
    ]);
  }
  const { model_id, completed, total_input_tokens, total_output_tokens, output_throughput, request_rate, max_concurrency, failed } = parsed.data;
  if (typeof request_rate === 'number' && Number.isFinite(request_rate)) {
    throw new InputError([
      { message: `${file}: request_rate is ${request_rate}, so arrivals held the run back and it measured no capacity. Run it with --request-rate inf.` },
    ]);
  }
  if ((failed ?? 0) > 0) throw new InputError([{ message: `${file}: ${failed} requests failed. Allowed: a run in which none does.` }]);
  return {
    model: model_id,
    outputTokensPerSecond: output_throughput,
    inputTokens: total_input_tokens / completed,
    outputTokens: total_output_tokens / completed,
    concurrency: max_concurrency ?? undefined,
  };
}

/** Measured over predicted, at the lengths and the concurrency of the measurement. A measurement of another release says nothing. */
export function calibration({ model, outputTokensPerSecond, inputTokens, outputTokens, concurrency }: Benchmark, question: Question): number {
  const named = model === undefined ? undefined : releaseNamed(model);
  if (named !== undefined && named !== question.release) {
    throw new InputError([
      { message: `--measured: the run is of ${model} (${named}), and the question of ${question.release}. Allowed: a run of that release.` },
    ]);
  }
  const { objective: _objective, concurrency: _asked, measured: _measured, measuredModel: _model, ...setting } = question;
  const shape = { inputTokens, outputTokens };
  const predicted = estimate({ ...setting, shape, measured: 1, ...(concurrency !== undefined && { concurrency }) });
  if (predicted.answer !== 'estimate') throw new InputError([{ message: `--measured: there is no prediction to compare with: ${predicted.why}` }]);
  return outputTokensPerSecond / predicted.outputTokensPerSecond;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError([{ message: `${file}: not JSON: ${(error as Error).message}` }]);
  }
}
