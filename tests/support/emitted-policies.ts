import { record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Json } from './documents.js';
import { evidenceOf } from './synthesized.js';
import { type Edit, topologyWith } from './topologies.js';

/** Emitted policies of one topology, with what only a deployment knows put in: ARNs for attributes, names for parameters. */
export interface Emitted {
  /** Service control policies on the account. */
  readonly serviceControl: readonly Document[];
  /** Those on another one. */
  readonly serviceControlOf: (target: string) => readonly Document[];
  /** Target ids of every organization policy. */
  readonly targets: readonly string[];
  /** Policies of a gateway role. */
  readonly gateway: (workload: string) => readonly Document[];
  /** Policy of the bedrock-runtime endpoint. */
  readonly endpoint: Document;
  /** ARN of a workload's application profile. */
  readonly profile: (workload: string) => string;
}

export interface Document {
  readonly Statement: readonly Json[];
}

export const account = '111122223333';

export function emitted(edits: readonly Edit[] = []): Emitted {
  const stacks = evidenceOf(topologyWith(edits)).aws ?? [];
  const resources = (name: string, type: string) => stackOf(stacks, name).resources.filter((resource) => resource.type === type);
  const policies = resources('aws-organization', 'AWS::Organizations::Policy').map(({ properties }) => resolve(properties));
  const profiles = resources('aws-bedrock-us-bedrock', 'AWS::Bedrock::ApplicationInferenceProfile');
  const endpoints = resources('aws-network-us', 'AWS::EC2::VPCEndpoint').map(({ properties }) => resolve(properties));
  const serviceControlOf = (target: string) =>
    policies.filter(({ Type, TargetIds }) => Type === 'SERVICE_CONTROL_POLICY' && TargetIds.includes(target)).map(({ Content }) => Content);
  return {
    serviceControl: serviceControlOf(account),
    serviceControlOf,
    targets: policies.flatMap(({ TargetIds }) => TargetIds),
    gateway: (workload) =>
      resources('aws-bedrock-us-bedrock', 'AWS::IAM::ManagedPolicy')
        .map(({ properties }) => resolve(properties))
        .filter(({ Roles }) => Roles.includes(`llama-platform-acme-${workload}`))
        .map(({ PolicyDocument }) => PolicyDocument),
    endpoint: endpoints.find(({ ServiceName }) => ServiceName.endsWith('bedrock-runtime')).PolicyDocument,
    profile: (workload) => {
      const found = profiles.find(({ properties }) => properties['InferenceProfileName'] === `acme-${workload}-us-bedrock`);
      if (found === undefined) throw new Error(`${workload} has no profile`);
      return profileArn(found.id);
    },
  };
}

function stackOf(stacks: readonly SynthesizedStack[], name: string): SynthesizedStack {
  const found = stacks.filter((stack) => stack.name.endsWith(name));
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} stacks end with ${name}`);
  return found[0];
}

const profileArn = (id: string) => `arn:aws:bedrock:us-east-2:${account}:application-inference-profile/${id}`;

function resolve(value: Json): Json {
  if (Array.isArray(value)) return value.map(resolve);
  if (value === null || typeof value !== 'object') return value;
  if (value.Ref !== undefined) return `ref-${value.Ref}`;
  const attribute = value['Fn::GetAtt'];
  if (attribute !== undefined) return attribute[1] === 'InferenceProfileArn' ? profileArn(attribute[0]) : `arn:att:${attribute.join('.')}`;
  const join = value['Fn::Join'];
  if (join !== undefined) return resolve(join[1]).join(join[0]);
  return Object.fromEntries(Object.entries(record(value)).map(([key, item]) => [key, resolve(item)]));
}
