import type { StackPlace } from '../../derived/grants/stack-place.js';
import { parameterName } from '../../derived/names.js';
import { existingBucket } from '../../derived/weights-buckets.js';
import type { Topology } from '../../topology/schema/topology.js';
import { renderedText } from '../synthesized/rendered-text.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';

/** What a shared value is: an attribute of a resource of its own stack, or its id where none is said; or a list of them. */
export interface Shared {
  readonly type: string;
  readonly attribute?: string;
  readonly list?: true;
  /** What may be shared instead, where it exists already. */
  readonly existing?: string;
}

/** What one stack shares: values by name, below the names of a room. */
export interface SharedRoom {
  readonly room: readonly string[];
  readonly values: Readonly<Record<string, Shared>>;
}

/** Where a parameter does not share what others of its account and region read there, as a clause with it for subject. */
export function sharedDifference({ properties, stack }: Resource, topology: Topology, { room, values }: SharedRoom): string | undefined {
  const shared = Object.fromEntries(Object.entries(values).map(([name, value]) => [parameterName(topology.name, ...room, name), value]));
  const name = renderedText(properties['Name'] ?? 'no name');
  const allowed = shared[name];
  if (allowed === undefined) return `is ${name}. Allowed in ${stack.name}: ${Object.keys(shared).join(', ') || 'none'}`;
  const value = renderedText(properties['Value'] ?? '');
  const parts = allowed.list === true ? value.split(',') : [value];
  if (value === allowed.existing || parts.every((part) => isShared(part, allowed, stack))) return undefined;
  const own = `${allowed.attribute ?? 'the id'} of ${allowed.list === true ? 'each' : 'the'} ${allowed.type} of this stack`;
  return `shares ${value} as ${name}. Allowed: ${allowed.existing ?? own}`;
}

function isShared(text: string, { type, attribute }: Shared, { resources }: SynthesizedStack): boolean {
  const [, id, found] = /^\$\{(\w+)(?:\.(\w+))?\}$/.exec(text) ?? [];
  return found === attribute && resources.some((resource) => resource.id === id && resource.type === type);
}

/** What a stack that is no host's shares. */
export function sharedByAccount(topology: Topology, { kind, subject, alias }: StackPlace, { region }: SynthesizedStack): SharedRoom {
  switch (kind) {
    case 'aws-network':
      return { room: ['network', subject], values: ofNetwork };
    case 'aws-weights': {
      const bucket = existingBucket(topology, 'aws', alias, region ?? '');
      return { room: ['weights'], values: bucket === undefined ? ofWeights : withExisting(bucket) };
    }
    case 'aws-weights-ingest':
      return { room: ['weights'], values: ofIngest };
    case 'aws-images':
      return { room: ['images'], values: ofImages };
    default:
      return sharesNothing;
  }
}

export const sharesNothing: SharedRoom = { room: [], values: {} };

const ofNetwork: Readonly<Record<string, Shared>> = {
  'vpc-id': { type: 'AWS::EC2::VPC' },
  'endpoint-security-group': { type: 'AWS::EC2::SecurityGroup', attribute: 'GroupId' },
  subnets: { type: 'AWS::EC2::Subnet', list: true },
};
const ofWeights: Readonly<Record<string, Shared>> = {
  bucket: { type: 'AWS::S3::Bucket' },
  'key-arn': { type: 'AWS::KMS::Key', attribute: 'Arn' },
  'signing-key-arn': { type: 'AWS::KMS::Key', attribute: 'Arn' },
};
/** The key that signs is made here all the same. */
const withExisting = ({ name, key }: { readonly name: string; readonly key: string }): Readonly<Record<string, Shared>> => ({
  ...ofWeights,
  bucket: { type: 'AWS::S3::Bucket', existing: name },
  'key-arn': { type: 'AWS::KMS::Key', attribute: 'Arn', existing: key },
});
const ofImages: Readonly<Record<string, Shared>> = {
  'image-start-arn': { type: 'AWS::StepFunctions::StateMachine', attribute: 'Arn' },
  'signing-key-arn': { type: 'AWS::KMS::Key', attribute: 'Arn' },
};
const ofIngest: Readonly<Record<string, Shared>> = {
  'ingest-start-arn': { type: 'AWS::StepFunctions::StateMachine', attribute: 'Arn' },
  // What refers to a secret gets its ARN.
  'ingest-token-arn': { type: 'AWS::SecretsManager::Secret' },
};
