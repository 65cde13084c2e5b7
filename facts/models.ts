/** The Llama releases: size, shape, licence. Source: models.yaml. */
import { type Row, table } from './read.js';

/** Precision that weights are served in. */
export type Precision = Row<'checkpoints', 'sizes'>['precision'];

/** Weights in one precision. `weightGB`: 10^9 bytes, by arithmetic. */
export type Weights = NonNullable<Release['precisions'][Precision]>;

/** One release. Parameters in 10^9; shape is absent where no source gives it. */
export type Release = Row<'models', 'releases'>;

const rows = () => table('models', 'releases');

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
