/** What of vLLM this blueprint emits or reads, and the versions in which it exists. Source: engine.yaml. */
import { type Row, table } from './read.js';

/** A version by its three numbers, such as 0.32.0. */
export type EngineVersion = Row<'engine', 'published'>['version'];

/** A flag, variable, metric or behaviour of vLLM: from a version on, and below another. */
export type EngineFeature = Row<'engine', 'features'>;

/** All that is known of the engine. */
export function engineFeatures(): readonly EngineFeature[] {
  return table('engine', 'features');
}

/** Versions that exist as a release; a tag of any other names nothing that can be pulled. */
export function publishedVersions(): EngineVersion[] {
  return table('engine', 'published').map(({ version }) => version);
}

/** Version in the tag of an image, such as `vllm-openai:v0.32.0@sha256:…`; undefined when the tag is no version. */
export function imageVersion(image: string): EngineVersion | undefined {
  const match = /:v?(\d+)\.(\d+)\.(\d+)(?:-[^@]*)?(?:@|$)/.exec(image);
  return match === null ? undefined : (match.slice(1, 4).map(Number).join('.') as EngineVersion);
}

/** Whether a version has something that is emitted or read. What no row names is a fault of the caller. */
export function holds(name: string, version: EngineVersion): boolean {
  const rows = engineFeatures().filter((row) => row.name === name);
  if (rows.length === 0) throw new Error(`facts/engine.yaml has no row for '${name}'`);
  return rows.some((row) => within(version, row));
}

/** Whether a version is `from` or later, and earlier than `below`. */
export function within(version: EngineVersion, { from, below }: { readonly from: EngineVersion; readonly below?: EngineVersion }): boolean {
  return compare(version, from) >= 0 && (below === undefined || compare(version, below) < 0);
}

/** Negative when `a` is older than `b`. */
export function compare(a: EngineVersion, b: EngineVersion): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return [0, 1, 2].map((n) => (left?.[n] ?? 0) - (right?.[n] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** Values that `--max-lora-rank` takes, ascending. */
export function adapterRanks(): readonly number[] {
  return engineFeatures().find(({ name }) => name === '--max-lora-rank')?.values ?? [];
}

/** Oldest version that everything needed exists in. */
export function oldestVersion(): EngineVersion {
  const [oldest] = publishedVersions().sort(compare);
  if (oldest === undefined) throw new Error('facts/engine.yaml lists no published version');
  return oldest;
}
