import { estimate } from '../../derived/throughput/estimate.js';
import type { Estimate, NoEstimate, Question } from '../../derived/throughput/question.js';
import { align } from '../align.js';

/** What some GPUs do, for a terminal, and beside TensorRT-LLM what is left of it on the engine that fleets run. */
export function sizeText(question: Question, found: Estimate | NoEstimate): string {
  if (found.answer !== 'estimate') return `No number (${found.answer}): ${found.why}.`;
  const others = question.engine === 'tensorrt-llm' && question.measured === undefined ? [estimate({ ...question, engine: 'vllm' })] : [];
  const rows = [[question.engine, found] as const, ...others.flatMap((other) => (other.answer === 'estimate' ? [['vllm', other] as const] : []))];
  return [
    `${question.release} ${question.precision} on ${question.gpus} × ${question.gpu}, ${question.tensorParallel} to a replica, ${question.shape.inputTokens} in and ${question.shape.outputTokens} out`,
    align([
      ['engine', 'output tokens/s', 'low', 'high', 'input tokens/s', 'at once', 'bound'],
      ...rows.map(([engine, { outputTokensPerSecond, low, high, inputTokensPerSecond, concurrency, bound }]) => [
        engine,
        ...[outputTokensPerSecond, low, high, inputTokensPerSecond, concurrency].map((value) => Math.round(value).toLocaleString('en-US')),
        bound,
      ]),
    ]),
    `Cache of a replica: ${found.kvCacheGiB.toFixed(1)} GiB.`,
    'Assumed:',
    ...found.assumptions.map((text) => `- ${text}`),
  ].join('\n');
}
