/** The Llama releases: size, shape, licence. Source: models.yaml. */
import { type Fact, table } from './read.js';

export type Precision = 'bf16' | 'fp8';

/** Weights in one precision. `weightGB`: 10^9 bytes, by arithmetic. */
export interface Weights {
  readonly weightGB: number;
  readonly derived: boolean;
}

/** One release. Parameters in 10^9; shape is absent where no source gives it. */
export interface Release extends Fact {
  readonly release: string;
  readonly family: string;
  readonly paramsB: number;
  /** Parameters used per token. */
  readonly activeB: number;
  readonly layers?: number;
  readonly kvHeads?: number;
  readonly headDim?: number;
  /** Accepts images; the EU clause of the licence speaks of these. */
  readonly multimodal: boolean;
  /** A version of licences.yaml. */
  readonly licence: string;
  readonly precisions: Readonly<Partial<Record<Precision, Weights>>>;
}

const rows = () => table<Release>('models', 'releases');

/** All release ids. */
export function releases(): string[] {
  return rows().map((row) => row.release);
}

/** Whether a release classifies prompts and answers instead of answering. */
export function isGuard(id: string): boolean {
  return release(id)?.family.startsWith('llama-guard-') ?? false;
}

/** The row of a release. */
export function release(id: string): Release | undefined {
  return rows().find((row) => row.release === id);
}

/** The licence of a release: a version of licences.yaml. */
export function licenceOf(id: string): string {
  const row = release(id);
  if (row === undefined) throw new Error(`facts/models.yaml has no release '${id}'`);
  return row.licence;
}
