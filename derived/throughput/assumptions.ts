import { engineFactor, expertsFit, type IntervalKind, interval, type Mapping, objectiveShare } from '../../facts/throughput.js';
import type { Left } from './objective.js';
import type { Question } from './question.js';

interface Known {
  readonly kind: IntervalKind;
  readonly mapping: Mapping;
  readonly kept: Extract<Left, { met: true }> | undefined;
  readonly moe: boolean;
}

const evidence: Readonly<Record<IntervalKind, string>> = {
  dense: 'published points of dense models in fp8',
  'many-sequences': 'published points with more than 100 streams held at once',
  'sixteen-bit': 'points in 16 bits, all of one old source',
  'small-cache': 'points whose weights leave little memory for the cache: measure before you rely on it',
  experts: 'points of mixtures of experts, which versions and mappings move by a third: measure before you rely on it',
  unmeasured: 'no published point of this release at all: measure before you rely on it',
};

/** What an estimate rests on, a sentence each. */
export function assumptionsOf(question: Question, { kind, mapping, kept, moe }: Known): string[] {
  const { engine, engineVersion, measured, measuredModel, tensorParallel, objective, precision } = question;
  const factor = engineFactor(engine, engineVersion);
  const { low, high } = interval(kind);
  const name = engineVersion === undefined ? engine : `${engine} ${engineVersion}`;
  return [
    `interval of ${low} to ${high} around the prediction: ${evidence[kind]}`,
    measured === undefined
      ? `${name}: ${factor.factor} of the maximum (${factor.low} to ${factor.high}; facts/throughput.yaml, ${factor.source}, ${factor.asOf})`
      : `calibrated by your benchmark of ${measuredModel ?? 'a model that its file does not name'}: ${measured.toFixed(3)} of the prediction`,
    ...(factor.note === undefined || measured !== undefined ? [] : [`${name}: ${factor.note}`]),
    `${tensorParallel} GPUs to a replica over NVLink; replicas do not slow each other down`,
    `cache in ${precision === 'fp8' ? '8' : '16'} bits; no prefix caching, no speculative decoding; every request has the mean lengths`,
    ...(moe ? [`experts spread by ${mapping === 'tensor' ? 'tensor parallelism' : 'attention data parallelism'} (${expertsFit(mapping).points} points)`] : []),
    ...(kept === undefined || objective === undefined
      ? ['offline maximum: no latency limit']
      : [
          `${objective.ttftMs} ms to the first token and ${objective.tpotMs} ms per token (p99) leave ${kept.share.toFixed(2)} of the maximum; a prompt alone takes ${Math.round(kept.lonePrefillMs)} ms; bound by ${kept.boundBy}`,
          `objective: at most ${objectiveShare('most')} of the maximum, ${objectiveShare('tpotShare')} of the limit per token, ${objectiveShare('mixedLengths')} for mixed lengths; ± ${objectiveShare('distance')} of the maximum`,
        ]),
  ];
}
