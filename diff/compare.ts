import type { SynthesizedStack } from '../evidence/synthesized/stack.js';
import { type Finding, refuses } from '../policy/finding.js';
import { type Approval, approvalsNeeded } from './approvals.js';
import type { Change, Risk } from './change.js';
import { type CostDelta, costDelta } from './cost.js';
import { type ExposureChange, exposureChanges, widensExisting } from './exposure.js';
import { gatewayChanges } from './gateway.js';
import { withHeldBack } from './held-back.js';
import { movesBetween } from './moves.js';
import type { LivePlan } from './plan.js';
import { type Posture, postureOf } from './posture.js';
import { resourceChanges, risks, sortChanges, withNewNames } from './resources.js';
import type { Side } from './side.js';
import { type TagDelta, tagDelta } from './tags.js';
import type { Topic } from './topics.js';
import { topologyChanges } from './topology.js';
import type { TopologyChange } from './topology-change.js';

/** The whole comparison: what every format is rendered from. */
export interface DiffReport {
  readonly base: Label;
  readonly head: Label;
  readonly asOf: string;
  readonly verdict: Verdict;
  readonly changes: readonly Change[];
  readonly topology: readonly TopologyChange[];
  readonly posture: Posture;
  /** Every finding of the head: the posture has only what differs. */
  readonly headFindings: readonly Finding[];
  readonly exposure: readonly ExposureChange[];
  readonly cost: CostDelta;
  readonly tags: TagDelta;
  readonly notes: readonly string[];
}

export interface Label {
  readonly label: string;
  readonly commit?: string;
}

export interface Verdict {
  /** Nothing differs, not even what is folded. */
  readonly empty: boolean;
  /** Per cloud, how many resources each action touches; folded ones under `folded`. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly risk: Risk;
  /** Whether the rules refuse the head; unknown for outputs without a topology. */
  readonly policy: 'passed' | 'refused' | 'unknown';
  readonly approvals: readonly Approval[];
}

/** Compares two sides on a day. Plans replace the same stacks' synthesized changes. */
export function compare(old: Side, now: Side, asOf: string, plans: readonly LivePlan[] = []): DiffReport {
  const base = now.loaded === undefined ? unjudged(old) : old;
  const head = withHeldBack(base, now);
  const planned = new Set(plans.map(({ after }) => after.name));
  const unplanned = (stacks: readonly SynthesizedStack[]) => stacks.filter(({ name }) => !planned.has(name));
  const moves = movesBetween(base.stacks, head.stacks);
  // By their new names: what was only renamed permits and carries what it did.
  const before = [...unplanned(withNewNames(base.stacks, moves)), ...plans.map(({ before }) => before)];
  const after = [...unplanned(head.stacks), ...plans.map(({ after }) => after)];
  const offline = [
    // A plan tells of resources; where the state is kept and which provider reads the module it does not.
    ...resourceChanges(base.stacks, head.stacks, { moves, loaded: head.loaded }).filter(({ stack, id, type }) => !planned.has(stack) || id === type),
    ...gatewayChanges(base.gateway, head.gateway),
  ];
  const changes = sortChanges([...offline, ...plans.flatMap(({ changes }) => changes)]);
  const [was, is] = [base.loaded?.topology, head.loaded?.topology];
  const topology = was !== undefined && is !== undefined ? topologyChanges(was, is) : [];
  const posture = postureOf(base, head, asOf);
  const exposure = exposureChanges(before, after, new Set(changes.filter(({ whole }) => whole === 'new').map(({ stack }) => stack)));
  const cost = costDelta(was, is, asOf);
  const tags = tagDelta(before, after);
  const relaxations = [
    ...posture.rules.filter(({ weakens }) => weakens).map(({ rule, after }) => (after === undefined ? `rule ${rule} goes` : `rule ${rule} becomes ${after}`)),
    ...posture.waivers
      .filter(({ action }) => action === 'added' || action === 'prolonged')
      .map(({ rule, path, action }) => `waiver of ${rule} at ${path} ${action}`),
  ];
  const approvals = approvalsNeeded({ changes, topology, exposure, cost, tags: tags.resources, relaxations });
  const empty =
    changes.length +
      topology.length +
      posture.introduced.length +
      posture.resolved.length +
      posture.restated.length +
      posture.waivers.length +
      posture.rules.length ===
    0;
  const label = (side: Side): Label => ({ label: side.label, ...(side.commit !== undefined && { commit: side.commit }) });
  const risk = highest([
    ...changes.map((change) => change.risk),
    ...exposure.filter(({ widens }) => widens).map((row) => (widensExisting(row) ? ('high' as const) : ('medium' as const))),
    ...topology.map(riskOfTopic),
    ...relaxations.map(() => 'medium' as const),
    ...[...posture.introduced, ...posture.restated.map(({ finding }) => finding)]
      .filter(({ severity, waivedBy }) => severity !== 'warning' && waivedBy === undefined)
      .map(() => 'high' as const),
  ]);
  const policy = head.loaded === undefined ? 'unknown' : refuses(head.findings) ? 'refused' : 'passed';
  return {
    base: label(base),
    head: label(head),
    asOf,
    verdict: { empty, counts: countsOf(changes), risk, policy, approvals },
    changes,
    topology,
    posture,
    headFindings: head.findings,
    exposure,
    cost,
    tags,
    notes: [...base.notes.map((note) => `base: ${note}`), ...head.notes.map((note) => `head: ${note}`)],
  };
}

/** Beside a head without a topology, what only a topology says of the base compares with nothing. */
function unjudged({ loaded: _, rules: __, ...rest }: Side): Side {
  return { ...rest, findings: [] };
}

/** Where data may go and who may use it weighs more than a number of nodes. */
const topicRisk: Partial<Record<Topic, Risk>> = { residency: 'medium', 'data-use': 'medium', licence: 'medium', access: 'medium' };

/** Which files a model is made of, and who serves, are more than a number too. */
function riskOfTopic({ topic, path }: TopologyChange): Risk {
  return /^(models\.[^.]+\.weights|workloads\.[^.]+\.route)(\.|\[|$)/.test(path) ? 'medium' : (topicRisk[topic] ?? 'low');
}

function highest(found: readonly Risk[]): Risk {
  return risks.find((risk) => found.includes(risk)) ?? 'none';
}

function countsOf(changes: readonly Change[]): Verdict['counts'] {
  const counts: Record<string, Record<string, number>> = {};
  for (const { cloud, action, noise } of changes) {
    const own = counts[cloud] ?? {};
    const key = noise === undefined ? action : 'folded';
    own[key] = (own[key] ?? 0) + 1;
    counts[cloud] = own;
  }
  return counts;
}
