import { cloudOfType, clouds, isDescribed } from '../../clouds/clouds.js';
import type { Topology } from '../../topology/schema/topology.js';
import { namedPlace } from '../places/named-place.js';
import { ownPlace } from '../places/own-place.js';
import { renderedText } from '../synthesized/rendered-text.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';

/** What is wrong with a value that should name a customer-managed key of the resource's account and region; undefined when it does. */
export function keyProblem(value: unknown, resource: Resource, topology: Topology, stacks: readonly SynthesizedStack[]): string | undefined {
  if (value === undefined || value === null || value === '') return 'no customer-managed key is named';
  if (resource.stack.app === 'aws') return awsKeyProblem(value, resource, topology, stacks);
  const key = String(value);
  // A key that the topology names is whoever's it says: an organisation may keep keys in a project of their own.
  if (Object.values(topology.existing.keys).includes(key)) return undefined;
  const reference = referenceTo(key, resource);
  const cloud = cloudOfType(resource.type);
  const { name, types } = cloud !== undefined && isDescribed(cloud) ? clouds[cloud].key : { name: /^$/, types: [] };
  if (reference !== undefined ? !types.includes(reference.type) : !name.test(key)) return `"${key}" names no key of this stack and is no full key name`;
  const holder = cloud === 'google' ? keyProject(key, resource) : undefined;
  const { account } = ownPlace(topology, resource);
  if (cloud === 'google' && (holder === undefined || holder !== account)) {
    return `"${key}" is a key of ${holder ?? 'a project that is not known'}, and the data is in ${account ?? 'a project that is not known'}`;
  }
  if (cloud === 'azure' && reference === undefined) return `"${key}" is not a key of this stack, nor one of existing.keys`;
  return undefined;
}

/** Location of a Cloud KMS key, through its key ring when the stack makes it; undefined when it cannot be told. */
export function keyLocation(value: unknown, resource: Resource): string | undefined {
  const [, literal] = /^projects\/[^/]+\/locations\/([^/]+)\//.exec(String(value)) ?? [];
  return literal ?? (ringOf(String(value), resource)?.properties['location'] as string | undefined);
}

function keyProject(key: string, resource: Resource): string | undefined {
  const [, literal] = /^projects\/([^/]+)\//.exec(key) ?? [];
  return literal ?? (ringOf(key, resource)?.properties['project'] as string | undefined);
}

function ringOf(value: string, resource: Resource): Resource | undefined {
  const key = referenceTo(value, resource);
  return key && referenceTo(String(key.properties['key_ring']), key);
}

function awsKeyProblem(value: unknown, resource: Resource, topology: Topology, stacks: readonly SynthesizedStack[]): string | undefined {
  const text = renderedText(value);
  // Keys of the service's own, such as alias/aws/secretsmanager, cannot be revoked or shared, and their policy cannot be changed.
  if (text.includes('alias/aws/')) return `${text} is a key of AWS, not of the customer`;
  const named = namedPlace(value, resource, stacks);
  if (named.kind === 'resource') return clouds.aws.key.types.includes(named.resource.type) ? undefined : `${text} is a ${named.resource.type}, not a key`;
  const isKey = named.kind === 'place' && clouds.aws.key.name.test(named.text.replace(/^arn:[a-z-]+:/, 'arn:aws:'));
  if (named.kind !== 'place' || !isKey) return `${text} names no key, or one of which it cannot be told whose it is`;
  const { account, regions } = ownPlace(topology, resource);
  if (named.region === undefined || !regions.includes(named.region)) return `${text} is in ${named.region} and the data in ${regions.join(', ')}`;
  return named.account === account ? undefined : `${text} is a key of ${named.account}, and the data is in ${account}`;
}

function referenceTo(text: string, { stack }: Resource): Resource | undefined {
  const [, id] = /^\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\.\w+\}$/.exec(text) ?? [];
  return stack.resources.find((resource) => resource.id === id);
}
