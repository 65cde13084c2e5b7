import { cloudOfType, clouds, isDescribed } from '../../clouds/clouds.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { type Resource, record } from '../synthesized/stack.js';

/** What is wrong with a value that should name a customer-managed key; undefined when it does. */
export function keyProblem(value: unknown, resource: Resource): string | undefined {
  if (value === undefined || value === null || value === '') return 'no customer-managed key is named';
  if (resource.stack.app === 'aws') return awsKeyProblem(value, resource);
  const key = String(value);
  const reference = referenceTo(key, resource);
  const cloud = cloudOfType(resource.type);
  const isKey = cloud !== undefined && isDescribed(cloud) && (clouds[cloud].key.types.includes(reference?.type ?? '') || clouds[cloud].key.name.test(key));
  return isKey ? undefined : `"${key}" names no key of this stack and is no full key name`;
}

/** Location of a Cloud KMS key, through its key ring when the stack makes it; undefined when it cannot be told. */
export function keyLocation(value: unknown, resource: Resource): string | undefined {
  const [, literal] = /^projects\/[^/]+\/locations\/([^/]+)\//.exec(String(value)) ?? [];
  if (literal !== undefined) return literal;
  const key = referenceTo(String(value), resource);
  const ring = key && referenceTo(String(key.properties['key_ring']), key);
  return ring?.properties['location'] as string | undefined;
}

function awsKeyProblem(value: unknown, { stack }: Resource): string | undefined {
  const text = renderedText(value);
  // Keys of the service's own, such as alias/aws/secretsmanager, cannot be revoked or shared, and their policy cannot be changed.
  if (text.includes('alias/aws/')) return `${text} is a key of AWS, not of the customer`;
  const [, region] = clouds.aws.key.name.exec(text) ?? [];
  if (region !== undefined) return region === stack.region ? undefined : `${text} is in ${region} and the data in ${stack.region}`;
  const [target = ''] = [record(value)['Fn::GetAtt'], record(value)['Ref']]
    .flat()
    .map(String)
    .filter((name) => name !== 'undefined');
  const made = stack.resources.find(({ id }) => id === target);
  if (made !== undefined) return clouds.aws.key.types.includes(made.type) ? undefined : `${text} is a ${made.type}, not a key`;
  // A value from outside the stack: a parameter or another stack's output, known only at deploy time.
  const fromOutside = target in record(stack.document['Parameters']) || /:(key|alias)\//.test(text) || 'Fn::ImportValue' in record(value);
  return fromOutside ? undefined : `${text} names no key`;
}

function referenceTo(text: string, { stack }: Resource): Resource | undefined {
  const [, id] = /^\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\.\w+\}$/.exec(text) ?? [];
  return stack.resources.find((resource) => resource.id === id);
}
