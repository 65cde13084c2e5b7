import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What a program could give away, or change. */
export const sensitive = ['weights', 'prompts', 'credentials'] as const;

/** A program that a reviewer read and accepted. */
export interface ReviewedProgram {
  /** Whether some resources of the type lack it. */
  readonly sometimes?: true;
  /** What it reads, writes or decides about. */
  readonly handles: readonly (typeof sensitive)[number][];
  /** What the reviewer found, in a sentence each: how weights are proven, where it connects to, what it writes down. */
  readonly weights: string;
  readonly network: string;
  readonly logs: string;
  /** SHA-256 of its text, with a blank for what the topology decides, by the form that the topology asks for; `only` where there is one. */
  readonly digests: Readonly<Record<string, string>>;
}

/** By kind of stack, then by type, place and part: `AWS::EC2::LaunchTemplate LaunchTemplateData.UserData`. */
export type ScriptTable = Readonly<Record<string, Readonly<Record<string, ReviewedProgram>>>>;

let known: ScriptTable | undefined;

/** Everything that was reviewed. tests/catalogue/scripts.test.ts says how to accept a change. */
export function scriptTable(): ScriptTable {
  known ??= parse(readFileSync(new URL('scripts.yaml', import.meta.url), 'utf8')) as ScriptTable;
  return known;
}
