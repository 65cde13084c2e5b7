import { readTable } from '../read-table.js';

/**
 * What was reviewed of the resources of one kind of stack. A name is a type, a space and a logical id without its digest, or what follows the type in an
 * address. `{}` in it stands for a word of the topology, such as the id of a workload, and `#` for a number. There are also
 * `data <type>`, `variable` and `output`. A template without a parameter that it uses is refused by CloudFormation.
 */
export interface ReviewedResources {
  /** One of each is in every stack of the kind. */
  readonly always: readonly string[];
  /** As many as the topology derives: the name of a number in derived/stack-numbers.ts. */
  readonly counted: Readonly<Record<string, string>>;
  /** One of each where the topology has something: the name of a condition in derived/stack-conditions.ts. */
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** Equally many of each in a list, or none of them. */
  readonly together: readonly (readonly string[])[];
  /** What an option by itself adds. */
  readonly sometimes: readonly string[];
}

/** Kinds of stack, and for those that are divided `<kind> part` for what is not the first. */
export type ResourceTable = Readonly<Record<string, ReviewedResources>>;

let known: ResourceTable | undefined;

/** What was reviewed of a kind of stack; undefined where nothing was. */
export function reviewedResources(kind: string): ReviewedResources | undefined {
  return resourceTable()[kind];
}

/** Everything that was reviewed, read when it is first asked for. */
export function resourceTable(): ResourceTable {
  known ??= readTable('resources/resources') as ResourceTable;
  return known;
}
