import { canonical } from '../../evidence/synthesized/canonical.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource, record } from '../../evidence/synthesized/stack.js';
import { embeddedDocument } from '../embedded.js';
import { type Granted, listOf, textsOf } from './granted.js';

/** What the policy documents of a resource permit or forbid: at any depth of any type, so that no document stays unread. */
export function* statementsIn(resource: Resource): Iterable<Granted> {
  const holders = holdersOf(resource);
  for (const document of policyDocuments(resource.properties)) {
    for (const statement of blocks(document['Statement'])) yield* grantsOf(statement, holders);
  }
}

/** Who has the right of a statement without a principal: the roles that a policy names, else the resource that it is part of. */
function holdersOf({ id, properties }: Resource): readonly string[] {
  const roles = textsOf(properties['Roles']);
  return roles.length > 0 ? roles : [id];
}

/** Policy documents at any depth, also those written as text. */
function* policyDocuments(value: unknown): Iterable<Record<string, unknown>> {
  const inside = isText(value) ? embeddedDocument(renderedText(value)) : value;
  if (Array.isArray(inside)) for (const item of inside) yield* policyDocuments(item);
  else if (record(inside)['Statement'] !== undefined) yield record(inside);
  else for (const item of Object.values(record(inside))) yield* policyDocuments(item);
}

/** Text, or what CloudFormation renders as text. */
function isText(value: unknown): boolean {
  return typeof value === 'string' || 'Fn::Join' in record(value) || 'Fn::Sub' in record(value);
}

function* grantsOf(statement: Readonly<Record<string, unknown>>, holders: readonly string[]): Iterable<Granted> {
  const effect = statement['Effect'] === 'Deny' ? 'deny' : 'allow';
  const condition = statement['Condition'] === undefined ? '' : canonical(statement['Condition']);
  const [actions, resources] = [listed(statement, 'Action', []), listed(statement, 'Resource', [''])];
  for (const who of principals(statement, holders))
    for (const what of actions) for (const where of resources) yield { kind: 'iam', effect, who, what, where, condition };
}

/** What an element names, or everything except what its `Not…` form names. */
function listed(statement: Readonly<Record<string, unknown>>, element: 'Action' | 'Resource', absent: readonly string[]): readonly string[] {
  const spared = statement[`Not${element}`];
  if (spared !== undefined) return [allBut(spared)];
  const named = textsOf(statement[element]);
  return named.length > 0 ? named : absent;
}

/** An exception list is one thing: what it spares is spared by the whole of it. */
function allBut(values: unknown): string {
  return `all but ${listOf(values).map(renderedText).sort().join(', ')}`;
}

function principals(statement: Record<string, unknown>, holders: readonly string[]): readonly string[] {
  if (statement['NotPrincipal'] !== undefined) return [allBut(Object.values(record(statement['NotPrincipal'])).flatMap(listOf))];
  const principal = statement['Principal'];
  if (principal === undefined) return holders;
  return typeof principal === 'string' ? [principal] : Object.values(record(principal)).flatMap((value) => listOf(value).map(renderedText));
}
