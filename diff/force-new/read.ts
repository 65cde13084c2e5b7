import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a provider's schema says about the arguments of one type. A name stands for everything inside it, until a longer one says otherwise. */
export interface Arguments {
  /** File of the provider's repository. */
  readonly source: string;
  /** `ForceNew`. */
  readonly replaces: readonly string[];
  /** Changed in place. What is in neither list may replace. */
  readonly updates: readonly string[];
  /** Optional, and set by the provider otherwise: taken out of a module, they keep their value. */
  readonly computed?: readonly string[];
  /** Lists in `replaces` whose order counts. */
  readonly ordered?: readonly string[];
  /** In `updates`, and the provider takes some different texts for the same (`DiffSuppressFunc`). */
  readonly tolerant?: readonly string[];
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
  /** The provider has code that may decide otherwise; by-hand.ts says what it does. */
  readonly customized?: true;
}

/** One reading of a provider's source. */
export interface Reading {
  readonly provider: string;
  /** Release that was read, or the last one before the commit. */
  readonly version: string;
  readonly commit: string;
  readonly asOf: string;
  readonly types: Readonly<Record<string, Arguments>>;
}

let known: readonly Reading[] | undefined;

/** Every provider that was read. */
export function readings(): readonly Reading[] {
  known ??= ['google', 'azurerm'].map((name) => parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')) as Reading);
  return known;
}
