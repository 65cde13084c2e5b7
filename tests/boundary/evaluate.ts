import { type PolicyStatement, statementsOf } from '../../policy/policy-statements.js';

/** One call as AWS authorizes it: once per resource, with the keys the request carries. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly keys: Readonly<Record<string, string | readonly string[]>>;
}

/** Policies that must all let a call through. An absent kind is not in the way. */
export interface Policies {
  readonly identity: readonly object[];
  readonly serviceControl?: readonly object[];
  readonly endpoint?: object;
}

/** Allow or deny: an explicit denial anywhere, else an allowance in every kind that exists. */
export function decide(call: Call, policies: Policies): 'allow' | 'deny' {
  const kinds = [
    policies.identity.flatMap(statementsOf),
    ...(policies.serviceControl === undefined ? [] : [policies.serviceControl.flatMap(statementsOf)]),
    ...(policies.endpoint === undefined ? [] : [statementsOf(policies.endpoint)]),
  ];
  const hits = kinds.map((statements) => statements.filter((statement) => covers(statement, call)).map(({ effect }) => effect));
  return hits.every((effects) => effects.includes('Allow') && !effects.includes('Deny')) ? 'allow' : 'deny';
}

function covers(statement: PolicyStatement, call: Call): boolean {
  const action = statement.actions.some((pattern) => like(pattern.toLowerCase(), call.action.toLowerCase()));
  const resource = statement.resources.some((pattern) => like(pattern, call.resource));
  return action && resource !== statement.inverted && statement.conditions.every((condition) => holds(condition, call));
}

/** One operator on one key. Several values mean "any of"; under a negated operator "none of", which an absent key satisfies. */
export function holds({ operator, key, values }: PolicyStatement['conditions'][number], call: Call): boolean {
  const found = call.keys[key];
  if (operator === 'Null') return (found === undefined) === (values[0] === 'true');
  const [, not, wild] = /^(?:String|Arn)(Not)?(Equals|Like)$/.exec(operator) ?? [];
  if (wild === undefined) throw new Error(`the evaluator knows no operator ${operator}`);
  if (found === undefined) return not !== undefined;
  const patterns = wild === 'Like' || operator.startsWith('Arn');
  const matches = [found].flat().some((value) => values.some((expected) => (patterns ? like(expected, value) : expected === value)));
  return not === undefined ? matches : !matches;
}

/** `*` and `?` as policies read them. */
function like(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
