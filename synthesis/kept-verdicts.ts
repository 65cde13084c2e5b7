import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PolicyViolation } from 'aws-cdk-lib/core';

/** What is wrong with one template, each with the one resource that it is about. */
export type TemplateViolations = readonly PolicyViolation[];

/** Templates that are kept at most: those of some dozens of topologies. */
const most = 1_000;

/** What an earlier run left: CDK's version of its validator, and its verdict on each template by key. */
interface Kept {
  readonly validator: string;
  readonly verdicts: readonly (readonly [key: string, violations: TemplateViolations])[];
}

/**
 * Verdicts of CDK's validator on templates, kept beside the bundles of commands between runs: to validate the templates of the reference topology takes half of
 * `synth`, and from one edit to the next most stay what they were. A file of another CDK version, or one that was damaged, is not used; where none can be
 * written, the next run validates again.
 */
export class KeptVerdicts {
  private readonly known: Map<string, TemplateViolations>;
  private readonly before: number;
  /** Version of the validator, as far as an earlier run left it: to ask for it takes loading the validator. */
  readonly validator: string | undefined;

  constructor(private readonly file: string = verdictsFile()) {
    const kept = readKept(file);
    this.known = new Map(kept?.verdicts);
    this.before = this.known.size;
    this.validator = kept?.validator;
  }

  has(key: string): boolean {
    return this.known.has(key);
  }

  of(key: string): TemplateViolations {
    const found = this.known.get(key);
    if (found === undefined) throw new Error(`no verdict on ${key} is kept`);
    return found;
  }

  add(key: string, violations: TemplateViolations): void {
    this.known.set(key, violations);
  }

  /** Writes what came to be known since. A run beside this one sees all of it or nothing. */
  save(validator: string): void {
    if (this.known.size === this.before) return;
    const text = JSON.stringify({ validator, verdicts: [...this.known].slice(-most) } satisfies Kept);
    const draft = `${this.file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileSync(draft, `${digestOf(text)}\n${text}`);
      renameSync(draft, this.file);
    } catch {
      discard(draft);
    }
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // Its folder is none, so nothing was written.
  }
}

/** Where commands keep them. */
export function verdictsFile(): string {
  const { version } = JSON.parse(readFileSync(new URL('../node_modules/aws-cdk-lib/package.json', import.meta.url), 'utf8')) as { version: string };
  return fileURLToPath(new URL(`../node_modules/.cache/hybrid-llama-blueprint/verdicts-${version}.json`, import.meta.url));
}

function readKept(file: string): Kept | undefined {
  try {
    const [digest = '', text = ''] = readFileSync(file, 'utf8').split('\n', 2);
    return digestOf(text) === digest ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
