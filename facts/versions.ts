/** Versions of the serving and gateway software: what is needed, what is refused. Source: serving.yaml. */
import { type Row, table } from './read.js';

export type Engine = Row<'serving', 'containers'>['engine'];

/** A version bound of an engine and what it is for. */
export type EngineVersion = Row<'serving', 'versions'>;

/** A refused version, or range: `from` inclusive (none: from the first), `below` exclusive. */
export type DeniedVersion = Row<'serving', 'deniedVersions'>;

/** Lowest vLLM version that can refuse work instead of queueing it. */
export function admissionControl(): EngineVersion {
  const row = table('serving', 'versions').find((v) => v.engine === 'vllm' && v.what === 'admission control');
  if (row === undefined) throw new Error('facts/serving.yaml has no row for admission control');
  return row;
}

/** The denial that a version falls under. Compares major, minor and patch. */
export function deniedVersion(engine: DeniedVersion['package'], version: string): DeniedVersion | undefined {
  return table('serving', 'deniedVersions').find(
    (row) =>
      row.package === engine &&
      (row.version === undefined
        ? row.below !== undefined && compare(version, row.below) < 0 && (row.from === undefined || compare(version, row.from) >= 0)
        : compare(version, row.version) === 0),
  );
}

/** The denial that an image falls under, by the name of its repository and the version in its tag, and that version. An image without either falls under none. */
export function deniedIn(image: string): (DeniedVersion & { readonly found: string }) | undefined {
  const [, repository = '', tag = ''] = /^([^@]*?)(?::([^:@/]+))?(?:@.*)?$/.exec(image) ?? [];
  const [found] = /\d+\.\d+(?:\.\d+)?/.exec(tag) ?? [];
  if (found === undefined) return undefined;
  const packages = [...new Set(table('serving', 'deniedVersions').map((row) => row.package))];
  const named = packages.find((one) => new RegExp(`(^|[/_.-])${one}([/_.-]|$)`, 'i').test(repository));
  const row = named && deniedVersion(named, found);
  return row && { ...row, found };
}

function compare(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  const i = [0, 1, 2].find((n) => left[n] !== right[n]);
  return i === undefined ? 0 : (left[i] ?? 0) - (right[i] ?? 0);
}

function parts(version: string): number[] {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  if (match === null) throw new Error(`'${version}' is not a version of the form 1.2.3`);
  return [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}
