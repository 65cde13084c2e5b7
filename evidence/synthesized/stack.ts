import type { Cloud } from '../../clouds/cloud.js';
import { cloudOfProvider, cloudOfType } from '../../clouds/clouds.js';

/** One resource as it was synthesized: what will be deployed, whatever the code meant. */
export interface Resource {
  readonly stack: SynthesizedStack;
  /** Logical id (CloudFormation) or address (Terraform). */
  readonly id: string;
  /** `AWS::EC2::VPC` or `google_compute_network`. */
  readonly type: string;
  /** Properties (CloudFormation) or arguments (Terraform). */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The whole resource, with CloudFormation's `DeletionPolicy` and the like. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** Topology path that asked for it; that of its stack when unknown. */
  readonly origin: string;
}

/** One synthesized CloudFormation stack or Terraform root module. */
export interface SynthesizedStack {
  readonly app: 'aws' | 'terraform';
  /** `unknown` for a module of a provider that `clouds/` does not have. */
  readonly cloud: Cloud | 'unknown';
  readonly name: string;
  /** Account and region the stack deploys to; CloudFormation only. */
  readonly account?: string;
  readonly region?: string;
  readonly terminationProtection?: boolean;
  /**
   * What is deployed beside the template, by the key under which resources name it; CloudFormation only.
   * @default - none, or unknown, as of a template by itself
   */
  readonly assets?: Readonly<Record<string, Asset>>;
  /**
   * How the cloud assembly has it deployed; CloudFormation only.
   * @default - unknown, as of a template by itself
   */
  readonly deployment?: Deployment;
  /** The template or `cdk.tf.json`. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly origin: string;
  readonly resources: readonly Resource[];
}

/** A directory, a file of text or another file, that is deployed as one object. */
export interface Asset {
  /** SHA-256 of each file of a directory, by its path in there, or of a file that is no text. */
  readonly files: Readonly<Record<string, string>>;
  /** What a file holds. */
  readonly text?: string;
}

/** What a cloud assembly says of deploying a stack, as it is written there. */
export interface Deployment {
  /** Of the manifest: roles, template, parameters. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Of the list of assets: what is published, by digest. */
  readonly files: Readonly<Record<string, unknown>>;
  readonly images: Readonly<Record<string, unknown>>;
}

/** One output directory as a whole. */
export interface SynthesizedOutput {
  /** As a person names it, such as `cdk.out`. */
  readonly directory: string;
  /**
   * Outputs of one synthesis have the same.
   * @default - it does not say: an output of an older version or another tool
   */
  readonly generation?: string;
}

/** A topology path per resource and per stack, written beside the output by its synthesis. */
export interface OriginIndex {
  readonly [stack: string]: { readonly origin: string; readonly resources: Readonly<Record<string, string>> };
}

interface StackFacts {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  readonly terminationProtection?: boolean;
  readonly assets?: Readonly<Record<string, Asset>>;
  readonly deployment?: Deployment;
}

/** A CloudFormation template as a stack to judge. */
export function cloudFormationStack(facts: StackFacts, template: Record<string, unknown>, index: OriginIndex): SynthesizedStack {
  const resources = Object.entries(record(template['Resources'])).map(([id, definition]) => ({
    id,
    type: String(record(definition)['Type']),
    properties: record(record(definition)['Properties']),
    definition: record(definition),
  }));
  return assemble({ ...facts, app: 'aws', cloud: 'aws', document: template }, resources, index);
}

/** A Terraform root module in JSON as a stack to judge. */
export function terraformStack(name: string, document: Record<string, unknown>, index: OriginIndex): SynthesizedStack {
  const resources = Object.entries(record(document['resource'])).flatMap(([type, byName]) =>
    Object.entries(record(byName)).map(([id, definition]) => ({
      id: `${type}.${id}`,
      type,
      properties: record(definition),
      definition: record(definition),
    })),
  );
  const cloud = firstKnown(resources, ({ type }) => cloudOfType(type)) ?? firstKnown(Object.keys(record(document['provider'])), cloudOfProvider) ?? 'unknown';
  return assemble({ name, app: 'terraform', cloud, document }, resources, index);
}

function firstKnown<T>(items: readonly T[], cloudOf: (item: T) => Cloud | undefined): Cloud | undefined {
  return items.map(cloudOf).find((cloud) => cloud !== undefined);
}

function assemble(
  facts: Omit<SynthesizedStack, 'resources' | 'origin'>,
  resources: readonly Omit<Resource, 'stack' | 'origin'>[],
  index: OriginIndex,
): SynthesizedStack {
  const entry = index[facts.name];
  const origin = entry?.origin ?? 'name';
  const list: Resource[] = [];
  const stack: SynthesizedStack = { ...facts, origin, resources: list };
  list.push(...resources.map((resource) => ({ ...resource, stack, origin: entry?.resources[resource.id] ?? origin })));
  return stack;
}

/** The value as an object to look into; anything else is an empty one. */
export function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Terraform writes a block once as an object or many times as a list. */
export function blocks(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(record);
}

/** Follows keys into nested blocks and objects; a list is entered at its first element. */
export function dig(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => record(Array.isArray(at) ? at[0] : at)[key], value);
}

/** Every string inside a value, with the path to it. */
export function strings(value: unknown, path = ''): readonly (readonly [path: string, text: string])[] {
  const found: (readonly [string, string])[] = [];
  collectStrings(value, path, found);
  return found;
}

/** A generator inside a generator for each level would take most of a rule's time. */
function collectStrings(value: unknown, path: string, found: (readonly [string, string])[]): void {
  if (typeof value === 'string') found.push([path, value]);
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) collectStrings(item, `${path}[${index}]`, found);
  else for (const [key, item] of Object.entries(record(value))) collectStrings(item, path === '' ? key : `${path}.${key}`, found);
}
