/** What throughput is predicted from. Source: throughput.yaml. */
import type { Gpu } from './ec2.js';
import { type Row, table } from './read.js';

/** Shape of a model, as far as its speed depends on it. */
export type Architecture = Row<'throughput', 'arch'>;
export type GpuSpeed = Row<'throughput', 'gpus'>;
/** How a mixture of experts is spread over the GPUs of a replica. */
export type Mapping = Row<'throughput', 'expertFits'>['mapping'];
export type ServingEngine = Row<'throughput', 'engines'>['engine'];
export type IntervalKind = Row<'throughput', 'intervals'>['kind'];

/** Shape of a release; undefined where no source gives it. */
export function architecture(release: string): Architecture | undefined {
  return table('throughput', 'arch').find(({ releases }) => releases.includes(release));
}

export function gpuSpeed(gpu: Gpu): GpuSpeed {
  return found(table('throughput', 'gpus'), (row) => row.gpu === gpu, gpu);
}

type Given = Row<'throughput', 'given'>['key'];
const givenValues = new Map<Given, number>();

/** Kept: a search for what an objective leaves asks many times. */
export function given(key: Given): number {
  const value = givenValues.get(key) ?? found(table('throughput', 'given'), (row) => row.key === key, key).value;
  givenValues.set(key, value);
  return value;
}

export function objectiveShare(key: Row<'throughput', 'objective'>['key']): number {
  return found(table('throughput', 'objective'), (row) => row.key === key, key).value;
}

export function interval(kind: IntervalKind): Row<'throughput', 'intervals'> {
  return found(table('throughput', 'intervals'), (row) => row.kind === kind, kind);
}

export type DenseFit = Row<'throughput', 'denseFits'>;
export type ExpertsFit = Row<'throughput', 'expertFits'>;

export function denseFit(): DenseFit {
  return found(table('throughput', 'denseFits'), () => true, 'dense models');
}

export function expertsFit(mapping: Mapping): ExpertsFit {
  return found(table('throughput', 'expertFits'), (row) => row.mapping === mapping, mapping);
}

/** What an engine, in a version where one is given, leaves of the maximum. */
export function engineFactor(engine: ServingEngine, version?: string): Row<'throughput', 'engines'> {
  const rows = table('throughput', 'engines').filter((row) => row.engine === engine);
  const older = rows.filter(({ below }) => below !== undefined && version !== undefined && isBelow(version, below));
  const [oldest] = older.sort((a, b) => (isBelow(a.below ?? '', b.below ?? '') ? -1 : 1));
  return oldest ?? found(rows, ({ below }) => below === undefined, engine);
}

/** Whether a version such as 0.14 is before another such as 0.17.0; parts that are left out are zero. */
function isBelow(version: string, limit: string): boolean {
  const parts = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [own, other] = [parts(version), parts(limit)];
  const index = [0, 1, 2].find((place) => (own[place] ?? 0) !== (other[place] ?? 0));
  return index !== undefined && (own[index] ?? 0) < (other[index] ?? 0);
}

function found<R>(rows: readonly R[], is: (row: R) => boolean, what: string): R {
  const row = rows.find(is);
  if (row === undefined) throw new Error(`facts/throughput.yaml has no row of ${what}`);
  return row;
}
