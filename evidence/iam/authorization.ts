import { record } from '../synthesized/stack.js';
import { type Conditions, holds, like } from './condition.js';
import { type PolicyStatement, statementsOf } from './policy-statements.js';

/** Who calls: an AWS service by its principal, or a role by its ARN. */
export type Caller = { readonly service: string } | { readonly role: string };

/** One call as AWS authorizes it: once per resource, with the keys the request carries. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly keys: Conditions['keys'];
  /**
   * Whether the request may carry keys that are not listed. A permission that asks for one then counts for nothing, and a refusal counts.
   * @default false: what is not listed is absent
   */
  readonly moreKeys?: boolean;
  /** Needed where a policy names principals. */
  readonly caller?: Caller;
}

/** The policy of the resource that is called. */
export interface ResourcePolicy {
  /** Statements as an object, `undefined` where the resource has none. */
  readonly document: object | undefined;
  /** Account that owns the resource. */
  readonly account: string;
  /** Keys and trust policies: an identity policy counts only if this one hands the decision to the account. */
  readonly alone: boolean;
}

/** Policies that must all let a call through. An absent kind is not in the way. */
export interface Policies {
  readonly identity: readonly object[];
  readonly serviceControl?: readonly object[];
  readonly endpoint?: object;
  readonly resource?: ResourcePolicy;
}

/**
 * Allow or deny: an explicit denial anywhere, else an allowance in every kind that bounds the call, and one of the identity or of the
 * resource; of both when they are of different accounts.
 */
export function decide(call: Call, policies: Policies): 'allow' | 'deny' {
  const of = (documents: readonly object[]) => documents.flatMap(statementsOf).filter((statement) => covers(statement, call));
  const identity = of(policies.identity);
  const bounds = [policies.serviceControl, policies.endpoint && [policies.endpoint]].filter((bound) => bound !== undefined).map(of);
  const resource = of(policies.resource?.document === undefined ? [] : [policies.resource.document]).map((statement) => ({
    effect: statement.effect,
    match: principalMatch(statement, call.caller),
  }));
  const denied =
    [identity, ...bounds].flat().some(({ effect }) => effect === 'Deny') || resource.some(({ effect, match }) => effect === 'Deny' && match !== 'none');
  if (denied || bounds.some((bound) => !allows(bound))) return 'deny';
  const admitted = (match: Match) => resource.some((statement) => statement.effect === 'Allow' && statement.match === match);
  return granted(call.caller, policies.resource, { identity: allows(identity), named: admitted('named'), delegated: admitted('account') }) ? 'allow' : 'deny';
}

function granted(
  caller: Caller | undefined,
  resource: ResourcePolicy | undefined,
  { identity, named, delegated }: { readonly identity: boolean; readonly named: boolean; readonly delegated: boolean },
): boolean {
  if (resource === undefined) return identity;
  if (caller === undefined || 'service' in caller) return named;
  if (accountOf(caller.role) !== resource.account) return identity && (named || delegated);
  return named || (identity && (delegated || !resource.alone));
}

const allows = (statements: readonly PolicyStatement[]) => statements.some(({ effect }) => effect === 'Allow');

function covers(statement: PolicyStatement, call: Call): boolean {
  const action = statement.actions.some((pattern) => like(pattern.toLowerCase(), call.action.toLowerCase()));
  const resource = statement.resources.length === 0 || statement.resources.some((pattern) => like(pattern, call.resource));
  if (action === statement.notActions || resource === statement.notResources) return false;
  const answers = statement.conditions.map((condition) => holds(condition, call));
  return answers.every((answer) => (answer === 'unknown' ? statement.effect === 'Deny' : answer));
}

type Match = 'named' | 'account' | 'none';

/** Whether a statement of a resource policy speaks of the caller: by name, or through the account that the caller belongs to. */
function principalMatch({ principal, effect }: PolicyStatement, caller: Caller | undefined): Match {
  // `NotPrincipal` is not evaluated: such a permission admits no caller, such a refusal hits every caller.
  if (principal === undefined) return effect === 'Deny' ? 'named' : 'none';
  const names = principal === '*' ? ['*'] : [record(principal)['AWS']].flat().map(String);
  if (names.includes('*')) return 'named';
  if (caller === undefined) return 'none';
  if ('service' in caller) return [record(principal)['Service']].flat().includes(caller.service) ? 'named' : 'none';
  if (names.includes(caller.role)) return 'named';
  const account = accountOf(caller.role);
  return names.some((name) => name === account || (accountOf(name) === account && name.endsWith(':root'))) ? 'account' : 'none';
}

const accountOf = (arn: string) => arn.split(':')[4];
