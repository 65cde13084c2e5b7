import { compare, type DiffReport } from '../../diff/compare.js';
import type { LivePlan } from '../../diff/plan.js';
import type { Side } from '../../diff/side.js';
import { gatewayFiles } from '../../gateway/files.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Waiver } from '../../topology/waivers.js';
import type { Change } from './documents.js';
import { evidenceOf, mutated } from './synthesized.js';
import { asOf, type Edit, topologyWith } from './topologies.js';

/** One side of a pair: a topology of the repository, edited, and then its output edited by hand. */
export interface SideEdits {
  readonly edits?: readonly Edit[];
  /** Stack by the end of its name, and what is done to its document. */
  readonly by?: readonly (readonly [stack: string, change: Change])[];
  readonly waivers?: readonly Omit<Waiver, 'location'>[];
}

export function sideWith(label: string, { edits = [], by = [], waivers = [] }: SideEdits, file: string): Side {
  const loaded = {
    ...topologyWith(edits, file),
    waivers: waivers.map((waiver) => ({ ...waiver, location: { file: 'topology.waivers.yaml', line: 1, column: 1 } })),
  };
  const evidence = by.reduce((known, [stack, change]) => mutated(known, stack, change), evidenceOf(loaded));
  return {
    label,
    loaded,
    stacks: [...(evidence.aws ?? []), ...(evidence.terraform ?? [])],
    gateway: gatewayOf(loaded.topology),
    findings: judge(rules, loaded, asOf, evidence),
    notes: [],
  };
}

/** Files of its gateways as though everything were deployed, JSON as data. */
function gatewayOf(topology: Topology): Readonly<Record<string, unknown>> {
  const files = gatewayFiles(topology, rehearsalOutputs(topology));
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, path.endsWith('.json') ? JSON.parse(text) : text]));
}

export function pair(
  head: SideEdits,
  { base = {}, file = 'topology.yaml', live = [] }: { base?: SideEdits; file?: string; live?: readonly LivePlan[] } = {},
): DiffReport {
  return compare(baseWith(base, file), sideWith('head', head, file), asOf, live);
}

const bases = new Map<string, Side>();

/** Most pairs have the same base: a topology of the repository as it is, which is judged once. */
function baseWith(edits: SideEdits, file: string): Side {
  if (Object.keys(edits).length > 0) return sideWith('base', edits, file);
  const side = bases.get(file) ?? sideWith('base', edits, file);
  bases.set(file, side);
  return side;
}
