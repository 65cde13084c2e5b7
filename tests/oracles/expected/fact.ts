import type { Json } from '../../support/documents.js';

/** A resource as CloudFormation lists it and as its own service describes it. */
export interface Seen {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
  readonly physical: string;
  readonly status: string;
  readonly seen: Json;
  readonly tags: Readonly<Record<string, string>>;
  readonly error: string | null;
}

/** Something that must hold of every resource of a type: `seen` is the service's answer, `said` the template's properties. */
export interface Fact {
  readonly type: string;
  readonly fact: string;
  /** Only resources whose logical id starts so. */
  readonly only?: string;
  /** Only resources whose properties in the template are so. */
  readonly where?: (said: Json) => boolean;
  readonly holds: (seen: Json, said: Json, all: readonly Seen[]) => boolean;
}

export const physical = (all: readonly Seen[], type: string, id: string | undefined) => all.find((one) => one.type === type && one.id === id)?.physical;
