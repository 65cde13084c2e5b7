import { readFileSync } from 'node:fs';
import type { FlowOptions } from '../../planner/capacity/flow.js';
import { plan as planOf } from '../../planner/cost/plan.js';
import { sensitivities } from '../../planner/cost/sensitivity.js';
import { readLoad } from '../../planner/demand/spend-lines.js';
import { percent } from '../../reports/plan/figures.js';
import { planJson } from '../../reports/plan/plan-json.js';
import { planMarkdown } from '../../reports/plan/plan-markdown.js';
import { planText } from '../../reports/plan/plan-text.js';
import { recommendText } from '../../reports/plan/recommend-text.js';
import type { PlanReport } from '../../reports/plan/section.js';
import { asOfDate } from '../../synthesis/as-of.js';
import { InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import type { Topology } from '../../topology/schema/topology.js';
import { didYouMean } from '../../topology/suggest.js';
import { entity, sortedEntries } from '../../topology/views.js';
import { recommend } from './recommend.js';
import type { TopologyOptions } from './topology.js';

export interface PlanOptions extends TopologyOptions {
  readonly format: 'text' | 'json' | 'md';
  /** `<workload>=<file>` of measured loads. */
  readonly load?: readonly string[];
  readonly recommend?: boolean;
}

/** Prints who serves what, and what that costs. A plan advises, so the exit code is 0; one that leaves tokens unserved is no plan, and it is 1. */
export function plan(options: PlanOptions): number {
  const loaded = loadTopology(options.topology);
  const { topology: declared } = loaded;
  const asOf = asOfDate(declared, options.asOf);
  const { topology, weeks } = measured(declared, options.load ?? []);
  const flowOptions = { asOf, weeks };
  const found = planOf(topology, flowOptions);
  if (options.recommend) {
    process.stdout.write(`${recommendText(topology, found, recommend(loaded, topology, asOf))}\n`);
    return 0;
  }
  const report = { topology, plan: found, sensitivities: sensitivities(topology, found, flowOptions) };
  process.stdout.write(`${printed[options.format](report)}\n`);
  const unserved = sortedEntries(found.workloads).filter(([, { unservedTokensPerYear }]) => unservedTokensPerYear >= 1);
  for (const [id, { unservedTokensPerYear, tokensPerYear }] of unserved) {
    process.stderr.write(
      `workloads.${id}: ${percent(unservedTokensPerYear / tokensPerYear)} of its tokens find no place on ${entity(topology.workloads, id).route.join(', ')}. Allowed: a route that carries all of them; "blueprint check" says what lacks (capacity/sufficient).\n`,
    );
  }
  return unserved.length === 0 ? 0 : 1;
}

const printed = { text: planText, json: planJson, md: planMarkdown } as const satisfies Record<PlanOptions['format'], (report: PlanReport) => string>;

/** The topology with the volumes that were measured, and the weeks that they are spread over. */
function measured(declared: Topology, loads: readonly string[]): { readonly topology: Topology; readonly weeks: NonNullable<FlowOptions['weeks']> } {
  const read = loads.map((text) => {
    const [id = '', file] = text.split('=');
    const workload = declared.workloads[id];
    const known = Object.keys(declared.workloads).sort();
    if (workload === undefined || file === undefined || file === '') {
      throw new InputError([{ message: `--load: received "${text}".${didYouMean(id, known)} Allowed: <workload>=<file>, of ${known.join(', ')}.` }]);
    }
    return { id, workload, file, load: readLoad(readFile(file), file) };
  });
  for (const [index, { id, file }] of read.entries()) {
    const before = read.slice(0, index).find((other) => other.id === id);
    if (before !== undefined) {
      throw new InputError([{ message: `--load: received ${before.file} and ${file} for ${id}. Allowed: one file for each workload; join their lines.` }]);
    }
  }
  const workloads = read.map(({ id, workload, load }) => [id, { ...workload, load: { ...workload.load, tokensPerYear: load.tokensPerYear } }] as const);
  return {
    topology: { ...declared, workloads: { ...declared.workloads, ...Object.fromEntries(workloads) } },
    weeks: Object.fromEntries(read.map(({ id, load }) => [id, load.week])),
  };
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new InputError([{ message: `--load: ${path} cannot be read.` }]);
  }
}
