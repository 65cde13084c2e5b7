import { type Replica, replicaOf } from '../../../derived/throughput/replica.js';
import { type Row, table } from '../../../facts/read.js';

export type Point = Row<'benchmarks', 'points'>;

/** A measured point with the replica that it ran on. */
export interface Case {
  readonly point: Point;
  readonly replica: Replica;
  readonly replicas: number;
  readonly shape: { readonly inputTokens: number; readonly outputTokens: number };
  readonly concurrency?: number;
  /** Rows of one table and configuration are correlated. */
  readonly group: string;
}

/** Points whose model, lengths and layout are all known, on SXM boards. */
export const cases: readonly Case[] = table('benchmarks', 'points').flatMap((point) => {
  const { release, isl, osl, tp, precision, gpu } = point;
  const known = release !== undefined && isl !== undefined && tp !== undefined && !point.form.startsWith('NVL');
  const replica = known ? replicaOf({ release, precision, gpu, tensorParallel: tp, mapping: point.mapping ?? 'tensor' }) : undefined;
  if (!known || replica === undefined) return [];
  const replicas = point.replicas ?? 1;
  return [
    {
      point,
      replica,
      replicas,
      shape: { inputTokens: isl, outputTokens: osl },
      ...(point.concurrency !== undefined && { concurrency: point.concurrency / replicas }),
      group: [release.replace('3.3', '3.1'), gpu, tp, point.engine].join(' '),
    },
  ];
});

const offline = ({ point }: Case) => point.ttftP99Ms === undefined && point.dataset === undefined;
const current = ({ point }: Case) => /^TensorRT-LLM (0\.17|0\.20|1\.0|~1\.2)/.test(point.engine);
const fewStreams = ({ point }: Case) => point.engine.startsWith('NIM') && (point.concurrency ?? 0) <= 100;

/** Whether weights leave less for the cache than a fifth of their own size. */
export const smallCache = ({ replica }: Case) => replica.gpu.memoryGB * 1e9 * replica.gpus - replica.weightBytes < 0.2 * replica.weightBytes;

/** What the dense model is fitted to. */
export const denseCases = cases.filter(
  (one) => one.point.mapping === undefined && one.point.precision === 'fp8' && !smallCache(one) && ((offline(one) && current(one)) || fewStreams(one)),
);

/** What mixtures of experts are fitted to. */
export const expertCases = cases.filter(({ point }) => point.mapping !== undefined && point.confidence === undefined);
