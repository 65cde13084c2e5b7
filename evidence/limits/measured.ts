import { organizationPolicyLimit, propertyLimits, type ServiceLimit, type StackLimit, stackLimits } from '../../facts/limits.js';
import type { Topology } from '../../topology/schema/topology.js';
import { subjectPath } from '../synthesized/host-of-resource.js';
import { type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';
import type { EmittedAmount } from './emitted-amount.js';
import { sizeOf, sizeOfText, valuesAt } from './size-of.js';

/** What a CloudFormation template holds, by limit. */
export function* ofStack(stack: SynthesizedStack, topology: Topology): Iterable<EmittedAmount> {
  if (stack.app !== 'aws') return;
  const subject = subjectPath(topology, stack);
  for (const limit of stackLimits()) {
    yield { limit, found: sizeOfPart(stack.document, limit), holder: stack.name, path: stack.origin, stack, subject: `${subject}.${limit.limit}` };
  }
}

/** CDK uploads templates with an indentation of one space. */
function sizeOfPart(document: SynthesizedStack['document'], { part, unit }: StackLimit): number {
  const value = part === '' ? JSON.stringify(document, undefined, 1) : document[part];
  return unit === 'items' ? Object.keys(record(value)).length : sizeOfText(String(value ?? ''), unit);
}

/** What the limited properties of a resource hold; of several values, the largest. */
export function* ofResource(resource: Resource, topology: Topology): Iterable<EmittedAmount> {
  const { id, type, stack, origin: path, properties } = resource;
  for (const limit of propertyLimits()) {
    if (limit.type !== type) continue;
    const sizes = valuesAt(properties, limit.property).map((value) => (value === undefined ? 0 : sizeOf(value, limit.unit, stack, topology)));
    yield { limit, found: Math.max(0, ...sizes), holder: id, path, resource, subject: `${subjectPath(topology, stack)}.${limit.limit}` };
  }
  if (type === 'AWS::Organizations::Policy') yield* ofOrganizationPolicy(resource, topology);
}

/** Each type of organization policy has a size of its own; that of a type without one is not known, so that nothing fits. */
function* ofOrganizationPolicy(resource: Resource, topology: Topology): Iterable<EmittedAmount> {
  const { origin: path, properties, stack } = resource;
  const type = String(properties['Type']);
  const limit = organizationPolicyLimit(type) ?? unknownPolicy(type);
  const found = sizeOf(properties['Content'], 'characters', stack, topology);
  yield { limit, found, holder: `Policy ${String(properties['Name'])}`, path, resource, subject: `${subjectPath(topology, stack)}.${limit.limit}` };
}

function unknownPolicy(type: string): ServiceLimit {
  const instead = 'Add the type to organizationPolicies in facts/limits.yaml.';
  return { limit: 'unknown-policy', what: `characters; the limit of ${type} is not known`, most: 0, raisable: false, instead, source: '', asOf: '' };
}
