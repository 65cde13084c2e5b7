import { protectionsOf, revisionOf, servesAlone } from '../catalogue/asked.js';
import { cloudFormationStack, type Resource, record, type SynthesizedStack, terraformStack } from '../evidence/synthesized/stack.js';
import type { LoadedTopology } from '../topology/load.js';
import { deployTimeValues } from './across-stacks/deploy-time-values.js';
import { followedAcross } from './across-stacks/follow.js';
import { namedElsewhere } from './across-stacks/named-elsewhere.js';
import { parameters } from './across-stacks/parameters.js';
import type { Change, Draft, Risk } from './change.js';
import { cloudFormationChanges } from './cloudformation.js';
import { dataFate } from './loss.js';
import { type Move, movesBetween } from './moves.js';
import { lessSafe } from './protections.js';
import { renamed } from './references.js';
import { terraformChanges } from './terraform.js';

type Stacks = readonly SynthesizedStack[];

interface Known {
  /** @default - found by their content */
  readonly moves?: readonly Move[];
  /**
   * Topology and deploy-time values of the side after.
   * @default - what stacks tell each other by the outputs file is not followed
   */
  readonly loaded?: LoadedTopology | undefined;
}

/** All differences between the stacks of two sides, the riskiest first, in an order that depends on nothing else. */
export function resourceChanges(before: Stacks, after: Stacks, { moves = movesBetween(before, after), loaded }: Known = {}): Change[] {
  const old = withNewNames(before, moves);
  const names = [...new Set([...old, ...after].map((stack) => `${stack.app}/${stack.name}`))].sort();
  const find = (stacks: Stacks, name: string) => stacks.find((stack) => `${stack.app}/${stack.name}` === name);
  const pairs = names.map((name) => ({ before: find(old, name), after: find(after, name) }));
  const published = [...parameters(after), ...(loaded === undefined ? [] : deployTimeValues(after, loaded))];
  const drafts = followedAcross(pairs, published, stackChanges);
  return sortChanges([...drafts, ...moves.map(moveChange)].map((draft) => judged(draft, before, after)));
}

/** The stacks before, with what was renamed already called by its new name, so that only real changes remain. */
export function withNewNames(stacks: Stacks, moves: readonly Move[]): Stacks {
  if (moves.length === 0) return stacks;
  return stacks.map((stack) => {
    const own = moves.filter(({ from }) => from.stack === stack || from.stack.name === stack.name);
    if (own.length === 0) return stack;
    const leaves = new Set(own.filter(({ to }) => to.stack.name !== stack.name).map(({ from }) => from.id));
    const names = new Map(own.map(({ from, to }) => [from.id, to.id]));
    const index = {
      [stack.name]: { origin: stack.origin, resources: Object.fromEntries(stack.resources.map(({ id, origin }) => [names.get(id) ?? id, origin])) },
    };
    const document = record(renamed(stack.document, names));
    return stack.app === 'aws'
      ? cloudFormationStack(stack, { ...document, Resources: renamedKeys(record(document['Resources']), names, leaves) }, index)
      : terraformStack(stack.name, { ...document, resource: renamedAddresses(record(document['resource']), names) }, index);
  });
}

function renamedKeys(map: Record<string, unknown>, names: ReadonlyMap<string, string>, leaves: ReadonlySet<string> = new Set()): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map)
      .filter(([key]) => !leaves.has(key))
      .map(([key, value]) => [names.get(key) ?? key, value]),
  );
}

function renamedAddresses(types: Record<string, unknown>, names: ReadonlyMap<string, string>): Record<string, unknown> {
  const short = (type: string) => new Map([...names].map(([from, to]) => [from.slice(type.length + 1), to.slice(type.length + 1)] as const));
  return Object.fromEntries(
    Object.entries(types).map(([type, resources]) => {
      const own = new Map([...short(type)].filter(([from]) => names.has(`${type}.${from}`)));
      return [type, renamedKeys(record(resources), own)];
    }),
  );
}

function moveChange({ from, to }: Move): Draft {
  const tool = to.stack.app === 'aws' ? '`cdk refactor`' : 'a `moved` block or `terraform state mv`';
  return {
    cloud: to.stack.cloud,
    stack: to.stack.name,
    id: to.id,
    type: to.type,
    action: 'move',
    from: from.stack.name === to.stack.name ? from.id : `${from.stack.name}/${from.id}`,
    properties: [],
    why: `renamed, content equal: without ${tool} the deployment creates a new one and deletes the old one`,
    origin: to.origin,
  };
}

function stackChanges(before: SynthesizedStack | undefined, after: SynthesizedStack | undefined): Draft[] {
  if (before === undefined) return after === undefined ? [] : wholeStack(after, 'new');
  if (after === undefined) return wholeStack(before, 'gone');
  if (before.account !== after.account || before.region !== after.region) {
    return [...wholeStack(before, 'elsewhere', `${place(before)} → ${place(after)}`), ...wholeStack(after, 'new')];
  }
  return after.app === 'aws' ? cloudFormationChanges(before, after) : terraformChanges(before, after);
}

function place({ account, region }: SynthesizedStack): string {
  return `${account}/${region}`;
}

const wholeReasons = {
  new: '',
  gone: 'no longer synthesized: nothing deletes it by itself, it runs and is billed until it is destroyed',
  elsewhere: 'it is created at the other place; the one at the old place runs and is billed until it is destroyed',
} as const;

function wholeStack(stack: SynthesizedStack, whole: keyof typeof wholeReasons, move = ''): Draft[] {
  return stack.resources.map((resource) => ({
    cloud: stack.cloud,
    stack: stack.name,
    id: resource.id,
    type: resource.type,
    action: whole === 'new' ? 'create' : 'delete',
    properties: [],
    why: move === '' ? wholeReasons[whole] : `${move}: ${wholeReasons[whole]}`,
    origin: resource.origin,
    whole,
  }));
}

function judged(draft: Draft, before: Stacks, after: Stacks): Change {
  const of = (stacks: Stacks, id: string): Resource | undefined =>
    stacks.find((stack) => stack.name === draft.stack)?.resources.find((resource) => resource.id === id);
  const data = dataFate(draft, of(before, draft.from ?? draft.id), of(after, draft.id));
  const namedBy = namedElsewhere(draft, before, after);
  return { ...draft, risk: riskOf(draft, data), ...(data !== undefined && { data }), ...(namedBy.length > 0 && { namedBy }) };
}

export function riskOf(draft: Draft, data: Change['data']): Risk {
  if (draft.noise !== undefined) return 'none';
  if (data?.fate === 'lost') return 'data-loss';
  if (data !== undefined) return 'high';
  if (revisionOf(draft.type) !== undefined && draft.action !== 'delete') return 'low';
  if (draft.action === 'delete' || draft.action === 'replace') return isMissed(draft.type) ? 'high' : 'medium';
  if (['may-replace', 'move', 'import', 'forget'].includes(draft.action)) return 'medium';
  const less = lessSafe(draft);
  if (less !== undefined) return less === 'another key encrypts it' ? 'medium' : 'high';
  if (draft.type === 'terraform.backend' || draft.type === 'terraform.required_providers') return 'medium';
  return 'low';
}

/** Without it nothing serves, capacity is given up, or data that nothing is known of may go. */
function isMissed(type: string): boolean {
  return servesAlone(type) || protectionsOf(type) !== undefined;
}

export const risks: readonly Risk[] = ['data-loss', 'high', 'medium', 'low', 'none'];
const actions = ['delete', 'replace', 'may-replace', 'forget', 'move', 'import', 'update', 'create'];

export function sortChanges(changes: readonly Change[]): Change[] {
  const key = ({ risk, action, cloud, stack, type, id }: Change) => [risks.indexOf(risk), actions.indexOf(action), cloud, stack, type, id].join('\u0000');
  return changes
    .map((change) => [key(change), change] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, change]) => change);
}
