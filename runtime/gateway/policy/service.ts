import type { PolicyFile } from '../forms/policy.js';
import { Egress } from './egress.js';
import { guardOf } from './guard/guards.js';
import type { Guard } from './guard/verdict.js';
import { Keys } from './keys.js';
import { CallerTokens } from './tokens.js';
import { type Workload, workloadsOf } from './workload.js';

/** What all requests share. */
export interface Service {
  readonly topology: string;
  readonly workloads: ReadonlyMap<string, Workload>;
  readonly keys: Keys;
  readonly tokens: CallerTokens | 'none';
  readonly egress: Egress;
  /** Guards of a workload; empty where it has none. */
  readonly guards: ReadonlyMap<string, readonly Guard[]>;
}

/** Throws `UnusableInput` where the file cannot be served. */
export function serviceOf(file: PolicyFile): Service {
  const egress = new Egress(file.egress);
  const workloads = workloadsOf(file);
  const guards = new Map([...workloads].map(([id, { guard }]) => [id, guard === 'none' ? [] : guard.by.map((form) => guardOf(form, egress))]));
  const tokens = file.tokens === undefined ? 'none' : new CallerTokens(file.tokens);
  return { topology: file.topology, workloads, keys: new Keys(file.keys), tokens, egress, guards };
}
