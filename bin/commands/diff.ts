import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { compare, type DiffReport } from '../../diff/compare.js';
import { isPlan, type LivePlan, livePlan } from '../../diff/plan.js';
import type { Side } from '../../diff/side.js';
import { maskText } from '../../evidence/secrets/mask.js';
import { record } from '../../evidence/synthesized/stack.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { type DiffSource, diffSource, topologyText } from '../../synthesis/diff-source.js';
import { withScratch } from '../../synthesis/scratch.js';
import type { SideRequest } from '../../synthesis/sides/request.js';
import { sidesOf } from '../../synthesis/sides/sides.js';
import { replaceFile, writingInto } from '../../synthesis/storage.js';
import { InputError } from '../../topology/error.js';
import { pathSegments } from '../../topology/path-text.js';
import type { Topology } from '../../topology/schema/topology.js';
import { diffFiles, diffFormats, type Rendered } from './diff-formats.js';

export interface DiffOptions {
  readonly base?: string;
  readonly head?: string;
  readonly topology: string;
  readonly asOf?: string;
  readonly format: keyof typeof diffFormats;
  readonly plan?: readonly string[];
  readonly output?: string;
  readonly detailedExitcode?: true;
}

/** Compares two sides and prints what the change does. Exit codes: 1 the rules refuse the head; 10, 11 when asked for. */
export async function diff(options: DiffOptions): Promise<number> {
  try {
    const { report, head } = await comparison(options);
    const code = exitCode(report, options.detailedExitcode === true);
    const rendered: Rendered = { report, exitCode: code, locate: locateIn(head) };
    if (options.output !== undefined) writeAll(options.output, rendered);
    process.stdout.write(diffFormats[options.format].render(rendered));
    return code;
  } catch (error) {
    throw maskedError(error);
  }
}

async function comparison(options: DiffOptions): Promise<{ report: DiffReport; head: Side }> {
  const cwd = process.cwd();
  const head = options.head === undefined ? ({ kind: 'topology', file: resolve(options.topology) } as const) : diffSource('--head', options.head, cwd);
  if (options.base === undefined && head.kind !== 'plan')
    throw new InputError([{ message: '--base is missing: say what to compare with, such as --base main' }]);
  const base = options.base === undefined ? head : diffSource('--base', options.base, cwd);
  if (base.kind === 'plan' && head.kind !== 'plan')
    throw new InputError([{ message: '--base: a plan compares with what is deployed. Give it as --head or --plan' }]);
  const plans = (options.plan ?? []).map((file): NamedPlan => [file, readPlan(file)]);
  const asOf = asOfDate({ asOf: declaredDay(head, options.topology) ?? declaredDay(base, options.topology) } as Topology, options.asOf);
  const request = (option: SideRequest['option'], source: DiffSource, label: string): SideRequest => ({
    option,
    source,
    label,
    topology: options.topology,
    asOf,
    env: process.env,
  });
  const requests = [request('--base', base, options.base ?? 'what is deployed'), request('--head', head, options.head ?? 'work tree')];
  const [baseSide, headSide] = (await withScratch((scratch) => sidesOf(requests, scratch))) as [Side, Side];
  // What a plan does not speak of is as it was.
  const whole = head.kind === 'plan' ? { ...headSide, stacks: baseSide.stacks, gateway: baseSide.gateway } : headSide;
  return { report: compare(baseSide, whole, asOf, livePlans(plans, head, whole)), head: whole };
}

/** The example's own day in the text of a topology; whatever else is wrong with it is said when it is loaded. */
function declaredDay(source: DiffSource, topology: string): string | undefined {
  return /^asOf:\s*["']?(\d{4}-\d{2}-\d{2})/m.exec(topologyText(source, topology) ?? '')?.[1];
}

type NamedPlan = readonly [file: string, document: Record<string, unknown>];

function livePlans(plans: readonly NamedPlan[], head: DiffSource, side: Side): LivePlan[] {
  const own: NamedPlan[] = head.kind === 'plan' ? [[head.file, head.document]] : [];
  return [...own, ...plans].map(([file, document]) => livePlan(document, basename(file), side.stacks));
}

function readPlan(file: string): Record<string, unknown> {
  const wrong = (what: string) => new InputError([{ message: `--plan: ${file} ${what}; allowed: what \`terraform show -json PLAN\` prints` }]);
  let document: Record<string, unknown>;
  try {
    document = record(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The parser's message would quote the plan, and a plan holds secrets.
    throw wrong('cannot be read as JSON');
  }
  if (!isPlan(document)) throw wrong('is no plan');
  return document;
}

function exitCode({ verdict }: DiffReport, detailed: boolean): number {
  if (verdict.policy === 'refused') return 1;
  if (!detailed || verdict.empty) return 0;
  return verdict.approvals.length > 0 ? 11 : 10;
}

/** A side without a topology has no lines to point to. */
function locateIn({ loaded, label }: Side): Rendered['locate'] {
  return (path) => loaded?.source.locate(pathSegments(path)) ?? { file: label, line: 1, column: 1 };
}

function writeAll(directory: string, rendered: Rendered): void {
  writingInto(directory, () => mkdirSync(directory, { recursive: true }));
  for (const { file, render } of diffFiles) replaceFile(join(directory, file), render(rendered));
}

/** Messages quote inputs, and inputs may hold secrets. */
function maskedError(error: unknown): unknown {
  if (error instanceof InputError) return new InputError(error.problems.map((problem) => ({ ...problem, message: maskText(problem.message) })));
  if (error instanceof Error) {
    error.message = maskText(error.message);
    if (error.stack !== undefined) error.stack = maskText(error.stack);
  }
  return error;
}
