import type { Cloud } from '../clouds/cloud.js';

/**
 * `may-replace`: whether the resource is replaced is only known when a provider or CloudFormation decides.
 * `import`: what exists is taken under management; `forget`: it leaves management and stays.
 */
export type Action = 'create' | 'update' | 'replace' | 'may-replace' | 'delete' | 'move' | 'import' | 'forget';

/** What becomes of the data in a resource that goes away. `refused`: the deployment stops instead. */
export type DataFate = 'lost' | 'kept' | 'refused';

export const fateWords: Readonly<Record<DataFate, string>> = { lost: 'data lost', kept: 'data kept', refused: 'deletion refused' };

/** Changes that mean nothing to a reviewer by themselves: content addressed by hash, order, metadata of the tool, text without effect. */
export type Noise = 'hash' | 'order' | 'metadata' | 'idle';

export type Risk = 'data-loss' | 'high' | 'medium' | 'low' | 'none';

/** One changed value inside a resource. Secrets are masked before they come here. */
export interface PropertyChange {
  /** Such as `Properties.MaxSize`; what follows ` → ` is inside a string. */
  readonly path: string;
  /** @default - it was not there */
  readonly before?: unknown;
  /** @default - it is gone */
  readonly after?: unknown;
  /** Changed lines of a text, each with `-`, `+` or a space first. */
  readonly lines?: readonly string[];
  readonly forces?: 'replace' | 'may-replace';
  /** Why the deployment changes nothing by it, although it reads differently. */
  readonly idle?: string;
  /** What decides the effect, where the name alone does not. */
  readonly note?: string;
}

/** One difference between two synthesized stacks, in the same words for every cloud. */
export interface Change {
  readonly cloud: Cloud | 'gateway' | 'unknown';
  readonly stack: string;
  /** Logical id (CloudFormation), address (Terraform) or the name of a part of a stack. */
  readonly id: string;
  readonly type: string;
  readonly action: Action;
  readonly properties: readonly PropertyChange[];
  /** What makes the action what it is, in a sentence; empty where the action says it all. */
  readonly why: string;
  /** Topology path that asked for the resource. */
  readonly origin: string;
  readonly risk: Risk;
  readonly data?: { readonly fate: DataFate; readonly reason: string };
  /** Where other stacks name it, which nothing deploys again. */
  readonly namedBy?: readonly { readonly stack: string; readonly id: string; readonly path: string }[];
  readonly noise?: Noise;
  /** Id before a move. */
  readonly from?: string;
  /** The whole stack appears, goes or moves to another place; its resources are reported together. */
  readonly whole?: 'new' | 'gone' | 'elsewhere';
  /** Read from a plan against real infrastructure rather than from two synthesized outputs. */
  readonly live?: true;
}

/** A change as far as one side of the comparison knows it; risk and fate of data are judged for all clouds alike. */
export type Draft = Omit<Change, 'risk' | 'data' | 'namedBy'>;
