import { grantFormOf } from '../catalogue/asked.js';
import { egressOf } from '../evidence/network/egress-of.js';
import { exposureOf } from '../evidence/network/exposure-of.js';
import { canonical } from '../evidence/synthesized/canonical.js';
import { renderedText } from '../evidence/synthesized/rendered-text.js';
import { blocks, type Resource, record, type SynthesizedStack } from '../evidence/synthesized/stack.js';
import { embeddedDocument } from './embedded.js';
import { type Granted, listOf } from './grants/granted.js';
import { readers } from './grants/readers.js';

/** One permission or opening that a resource makes: who may do what where. */
export interface Grant extends Granted {
  readonly cloud: SynthesizedStack['cloud'];
  readonly stack: string;
  readonly id: string;
  readonly condition: string;
}

/** Everything the resources of some stacks permit, open or forbid. */
export function grantsOf(stacks: readonly SynthesizedStack[]): Grant[] {
  return stacks.flatMap((stack) =>
    stack.resources.flatMap((resource) =>
      [...grants(resource)].map((grant) => ({ cloud: stack.cloud, stack: stack.name, id: resource.id, condition: '', ...grant })),
    ),
  );
}

function* grants(resource: Resource): Iterable<Granted> {
  for (const message of [...exposureOf(resource), ...egressOf(resource)]) {
    yield { kind: 'public', effect: 'allow', who: 'internet', what: message.replace(/ Allowed: .*$/s, ''), where: '' };
  }
  const form = grantFormOf(resource.type);
  if (form !== undefined) yield* readers[form](resource);
  // At any depth of any type, so that no document stays unread.
  if (resource.stack.app !== 'aws') return;
  const holders = holdersOf(resource);
  for (const document of policyDocuments(resource.properties)) yield* statements(document, holders);
}

/** Whose right a statement without a principal is. */
function holdersOf({ type, id, properties }: Resource): readonly string[] {
  const roles = type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy' ? listOf(properties['Roles']).map(renderedText) : [];
  return roles.length > 0 ? roles : [id];
}

/** Policy documents at any depth, also those written as text. */
function* policyDocuments(value: unknown): Iterable<Record<string, unknown>> {
  const inside = typeof value === 'string' || 'Fn::Join' in record(value) || 'Fn::Sub' in record(value) ? embeddedDocument(renderedText(value)) : value;
  if (Array.isArray(inside)) for (const item of inside) yield* policyDocuments(item);
  else if (record(inside)['Statement'] !== undefined) yield record(inside);
  else for (const item of Object.values(record(inside))) yield* policyDocuments(item);
}

function* statements(document: Record<string, unknown>, holders: readonly string[]): Iterable<Granted> {
  for (const statement of blocks(document['Statement'])) {
    const effect = statement['Effect'] === 'Deny' ? 'deny' : 'allow';
    const whats = statement['NotAction'] === undefined ? listOf(statement['Action']).map(renderedText) : [allBut(statement['NotAction'])];
    const wheres = statement['NotResource'] === undefined ? listOf(statement['Resource'] ?? '').map(renderedText) : [allBut(statement['NotResource'])];
    const condition = statement['Condition'] === undefined ? '' : canonical(statement['Condition']);
    for (const who of principals(statement, holders))
      for (const what of whats) for (const where of wheres) yield { kind: 'iam', effect, who, what, where, condition };
  }
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
