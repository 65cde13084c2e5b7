import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/**
 * What was reviewed of the resources of one kind of stack. A name is a type, a space and a logical id without its digest, or what follows the type in an
 * address. `{}` in it stands for a word of the topology, such as the id of a workload, and `#` for a number. There are also
 * `data <type>`, `variable` and `output`. A template without a parameter that it uses is refused by CloudFormation.
 */
export interface ReviewedResources {
  /** One of each is in every stack of the kind. */
  readonly always: readonly string[];
  /** As many as the topology derives: the name of a number in derived/presence/. */
  readonly counted: Readonly<Record<string, string>>;
  /** One of each where the topology has something: the name of a condition in derived/presence/. */
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** Equally many of each in a list, or none of them. */
  readonly together: readonly (readonly string[])[];
  /** What an option by itself adds. */
  readonly sometimes: readonly string[];
}

/** Kinds of stack, and for those that are divided `<kind> part` for what is not the first. */
export type ResourceTable = Readonly<Record<string, ReviewedResources>>;

/** The table as JSON text, where `bin/run.mjs` put it into a bundle: reading YAML takes ten times as long. */
declare const BUNDLED_RESOURCES: string;
const bundled = typeof BUNDLED_RESOURCES === 'undefined' ? undefined : BUNDLED_RESOURCES;

let known: ResourceTable | undefined;

/** What was reviewed of a kind of stack; undefined where nothing was. */
export function reviewedResources(kind: string): ReviewedResources | undefined {
  known ??= read();
  return known[kind];
}

function read(): ResourceTable {
  return bundled === undefined ? parse(readFileSync(new URL('resources.yaml', import.meta.url), 'utf8')) : JSON.parse(bundled);
}
