import { cloudOfType } from '../clouds/clouds.js';
import { masked, maskedAfter, maskText } from '../evidence/secrets/mask.js';
import { record, type SynthesizedStack, terraformStack } from '../evidence/synthesized/stack.js';
import { InputError } from '../topology/error.js';
import type { Action, Change, DataFate, Draft, PropertyChange } from './change.js';
import { forgets } from './lifecycle.js';
import { dataFate } from './loss.js';
import { withoutSensitive, withoutUnset, withUnknown } from './plan-values.js';
import { riskOf } from './resources.js';
import { differences } from './values.js';

/** Whether a JSON document is what `terraform show -json` prints of a plan. */
export function isPlan(document: Readonly<Record<string, unknown>>): boolean {
  return typeof document['format_version'] === 'string' && (Array.isArray(document['resource_changes']) || document['planned_values'] !== undefined);
}

/** A plan against real infrastructure, in the words of the synthesized changes. */
export interface LivePlan {
  readonly changes: readonly Change[];
  /** The stack as it is, and as it will be: what is permitted and tagged is read from these, not from what was synthesized. */
  readonly before: SynthesizedStack;
  readonly after: SynthesizedStack;
}

/** Reads a plan of one of some stacks. */
export function livePlan(document: Readonly<Record<string, unknown>>, name: string, stacks: readonly SynthesizedStack[]): LivePlan {
  if (!isPlan(document)) throw new InputError([{ message: `${name}: is no plan; allowed: what \`terraform show -json PLAN\` prints` }]);
  const list = (Array.isArray(document['resource_changes']) ? document['resource_changes'].map(record) : []).filter(({ mode }) => mode !== 'data');
  const known = stackOf(list, stacks);
  const stack = known?.name ?? name;
  return {
    changes: list.flatMap((entry) => change(entry, stack, known)),
    before: planned(list, stack, ({ before, before_sensitive: secret }) => withoutSensitive(before, secret, before, masked)),
    after: planned(list, stack, ({ before, after, after_unknown: unknown, after_sensitive: secret }) =>
      withoutSensitive(withUnknown(after, unknown), secret, before, maskedAfter),
    ),
  };
}

/** One side of a plan as a stack: what does not change is listed in a plan too. */
function planned(list: readonly Record<string, unknown>[], name: string, side: (change: Record<string, unknown>) => unknown): SynthesizedStack {
  const resource: Record<string, Record<string, unknown>> = {};
  for (const { address, type, change } of list) {
    const values = withoutUnset(side(record(change)));
    if (values === undefined) continue;
    const own = resource[String(type)] ?? {};
    own[String(address).replace(`${String(type)}.`, '')] = values;
    resource[String(type)] = own;
  }
  return terraformStack(name, { resource }, {});
}

/** The module that has most of the plan's addresses. */
function stackOf(list: readonly Record<string, unknown>[], stacks: readonly SynthesizedStack[]): SynthesizedStack | undefined {
  const addresses = new Set(list.map(({ address }) => String(address)));
  const scored = stacks.filter(({ app }) => app === 'terraform').map((stack) => [stack.resources.filter(({ id }) => addresses.has(id)).length, stack] as const);
  return scored.filter(([score]) => score > 0).sort(([a], [b]) => b - a)[0]?.[1];
}

function change(entry: Record<string, unknown>, stack: string, known: SynthesizedStack | undefined): Change[] {
  const {
    actions,
    before,
    after,
    after_unknown: unknown,
    replace_paths: paths,
    before_sensitive: secretBefore,
    after_sensitive: secretAfter,
    importing,
  } = record(entry['change']);
  const id = String(entry['address']);
  const previous = entry['previous_address'];
  const words = Array.isArray(actions) ? actions.map(String) : [];
  const action = actionOf(words, typeof previous === 'string', importing !== undefined && importing !== null);
  if (action === undefined) return [];
  const type = String(entry['type']);
  const forcing = (Array.isArray(paths) ? paths : []).map((path) => (Array.isArray(path) ? path.map(String).join('.') : String(path)));
  const [was, planned] = [withoutUnset(before), withoutUnset(withUnknown(after, unknown))];
  const properties =
    action === 'create' || action === 'delete' || action === 'forget'
      ? []
      : differences(withoutSensitive(was, secretBefore, planned, masked), withoutSensitive(planned, secretAfter, was, maskedAfter)).map(
          (property): PropertyChange =>
            forcing.some((path) => property.path === path || property.path.startsWith(`${path}.`)) ? { ...property, forces: 'replace' } : property,
        );
  const draft: Draft = {
    cloud: known?.cloud ?? cloudOfType(type) ?? 'unknown',
    stack,
    id,
    type,
    action,
    properties,
    why: [
      forcing.length > 0 ? `${forcing.join(', ')} cannot be changed in place (plan)` : '',
      action === 'forget' ? forgets : (reasons[String(entry['action_reason'])] ?? ''),
      action === 'replace' && words[0] === 'create' ? 'the new one is made before the old one goes (create_before_destroy)' : '',
      record(importing)['id'] === undefined ? '' : `adopts ${maskText(String(record(importing)['id']))}`,
    ]
      .filter(Boolean)
      .join('; '),
    origin: known?.resources.find((resource) => resource.id === id)?.origin ?? known?.origin ?? 'name',
    live: true,
    ...(typeof previous === 'string' && { from: previous }),
  };
  const data = fateOf(draft, before, known);
  return [{ ...draft, risk: riskOf(draft, data), ...(data !== undefined && { data }) }];
}

const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted in the state',
  replace_by_request: 'its replacement was requested',
  replace_by_triggers: 'replace_triggered_by asks for it',
  delete_because_no_resource_config: 'it is no longer in the module',
  delete_because_no_module: 'its module is no longer there',
  delete_because_wrong_repetition: 'count or for_each came or went',
  delete_because_count_index: 'count is smaller',
  delete_because_each_key: 'for_each no longer has its key',
  delete_because_no_move_target: 'a moved block points to what is not there',
};

function actionOf(actions: readonly string[], moved: boolean, adopted: boolean): Action | undefined {
  if (actions.includes('delete') && actions.includes('create')) return 'replace';
  if (actions.includes('create')) return 'create';
  if (actions.includes('delete')) return 'delete';
  if (actions.includes('forget')) return 'forget';
  if (adopted) return 'import';
  if (actions.includes('update')) return 'update';
  return moved ? 'move' : undefined;
}

function fateOf(draft: Draft, before: unknown, known: SynthesizedStack | undefined): { fate: DataFate; reason: string } | undefined {
  if (draft.action !== 'delete' && draft.action !== 'replace' && draft.action !== 'forget') return undefined;
  const stack = known ?? ({ app: 'terraform', name: draft.stack } as SynthesizedStack);
  // A plan that destroys has passed `prevent_destroy` already.
  const resource = { stack, id: draft.id, type: draft.type, properties: record(before), definition: record(before), origin: draft.origin };
  return dataFate(draft, resource, undefined);
}
