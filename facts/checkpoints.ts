/** What repositories of weights hold, and how large and of which form weights in a precision are. Source: checkpoints.yaml. */
import { type Precision, release, releases } from './models.js';
import { type Row, table } from './read.js';

/** Precision of stored weights: those that can be served, and those that a finding names. */
export type StoredPrecision = Row<'checkpoints', 'checkpoints'>['precision'];

/** A repository `owner/name`. `weightGB`: 10^9 bytes of safetensors, by arithmetic. */
export type Checkpoint = Row<'checkpoints', 'checkpoints'>;

/** What a quantization at load takes, says to the engine, and needs meanwhile. */
export type LoadQuantization = Row<'checkpoints', 'quantizations'>;

const checkpoints = () => table('checkpoints', 'checkpoints');

/** What a repository holds; undefined for one that facts do not know. The Hub takes no notice of upper and lower case. */
export function checkpointOf(repository: string): Checkpoint | undefined {
  return checkpoints().find((row) => row.repository.toLowerCase() === repository.toLowerCase());
}

/** Known repositories of a release in a precision, sorted. */
export function repositoriesOf(id: string, precision: StoredPrecision): string[] {
  return checkpoints()
    .filter((row) => row.release === id && row.precision === precision)
    .map(({ repository }) => repository)
    .sort();
}

/** Quantization at load that gives a precision; undefined for one that no engine gives. */
export function loadQuantization(precision: Precision): LoadQuantization | undefined {
  return table('checkpoints', 'quantizations').find((row) => row.precision === precision);
}

/** How far the parameters of a release may be off that no source gives. */
const unconfirmedSlack = 0.25;

/** Smallest and largest size of a release in a precision, in 10^9 bytes. */
export function sizeRangeGB(id: string, precision: Precision): readonly [least: number, most: number] | undefined {
  const row = release(id);
  const params = row?.paramsB;
  const slack = row?.confidence === undefined ? 0 : unconfirmedSlack;
  const range = table('checkpoints', 'sizes').find((row) => row.precision === precision);
  return params === undefined || range === undefined ? undefined : [params * range.fromBytes * (1 - slack), params * range.toBytes * (1 + slack)];
}

/** What config.json calls models of a family; undefined where no source says so. */
export function architectureOf(family: string): string | undefined {
  return table('checkpoints', 'architectures').find(({ families }) => families.includes(family))?.architecture;
}

/** The release that a name of a model says: of a repository, or of a server that is named after one; undefined where it says none. */
export function releaseNamed(name: string): string | undefined {
  const held = checkpointOf(name)?.release;
  if (held !== undefined) return held;
  const last = (name.split('/').at(-1) ?? '').toLowerCase().replaceAll('_', '-');
  return releases()
    .filter((id) => last.includes(id.replace(/-instruct$/, '')))
    .sort((a, b) => b.length - a.length)[0];
}
