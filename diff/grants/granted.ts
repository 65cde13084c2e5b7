import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import type { Resource } from '../../evidence/synthesized/stack.js';

/** One permission or opening, without the resource that makes it. `deny` forbids it instead. */
export interface Granted {
  readonly kind: 'iam' | 'network' | 'public';
  readonly effect: 'allow' | 'deny';
  readonly who: string;
  readonly what: string;
  readonly where: string;
  /** @default - always */
  readonly condition?: string;
}

/** What resources of one form permit, open or forbid. */
export type Reader = (resource: Resource) => Iterable<Granted>;

export const allow = { kind: 'iam', effect: 'allow' } as const;
export const deny = { kind: 'iam', effect: 'deny' } as const;

/** An argument as text; empty when it is not there. */
export function textOf({ properties }: Resource, key: string): string {
  return properties[key] === undefined ? '' : renderedText(properties[key]);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).map(renderedText);
}
