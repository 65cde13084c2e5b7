import { renderedText } from '../synthesized/rendered-text.js';
import { type Resource, record, type SynthesizedStack } from '../synthesized/stack.js';

/** What a value names, as far as it can be told before a deployment. */
export type NamedPlace =
  /** A resource of these stacks, in the account and region of its stack. */
  | { readonly kind: 'resource'; readonly resource: Resource }
  /** A place by name, such as an ARN; no bucket of AWS says whose it is, or where. */
  | { readonly kind: 'place'; readonly account?: string; readonly region?: string; readonly bucket?: string; readonly service?: string; readonly text: string }
  | { readonly kind: 'unresolved'; readonly text: string };

/**
 * Follows a reference to a resource of its own stack, or through a parameter to the one that another stack of the same account
 * and region publishes; reads ARNs, names of Google and ids of Azure. Nothing is guessed: every other form is unresolved.
 */
export function namedPlace(value: unknown, { stack }: Resource, stacks: readonly SynthesizedStack[]): NamedPlace {
  return stack.app === 'aws' ? onAws(value, stack, stacks) : inModule(String(value), stack);
}

function onAws(value: unknown, stack: SynthesizedStack, stacks: readonly SynthesizedStack[]): NamedPlace {
  const text = renderedText(value);
  const reference = record(value);
  const [target] = [reference['Ref'] ?? reference['Fn::GetAtt']].flat();
  if (Object.keys(reference).length === 1 && typeof target === 'string') {
    const resource = stack.resources.find(({ id }) => id === target);
    if (resource !== undefined) return { kind: 'resource', resource };
    return published(parameterName(stack, target), stack, stacks) ?? { kind: 'unresolved', text };
  }
  return arnPlace(text, stack) ?? { kind: 'unresolved', text };
}

/** Name of the parameter of Systems Manager that a parameter of a template is read from. */
function parameterName(stack: SynthesizedStack, id: string): unknown {
  const parameter = record(record(stack.document['Parameters'])[id]);
  return parameter['Type'] === 'AWS::SSM::Parameter::Value<String>' ? parameter['Default'] : undefined;
}

/** Parameters belong to one account and region: another stack there publishes what is read. */
function published(name: unknown, { account, region }: SynthesizedStack, stacks: readonly SynthesizedStack[]): NamedPlace | undefined {
  if (typeof name !== 'string') return undefined;
  for (const stack of stacks) {
    if (stack.account !== account || stack.region !== region) continue;
    const parameter = stack.resources.find(({ type, properties }) => type === 'AWS::SSM::Parameter' && properties['Name'] === name);
    if (parameter !== undefined) return onAws(parameter.properties['Value'], stack, []);
  }
  return undefined;
}

/** The account and region of an ARN; pseudo parameters are those of the stack. */
function arnPlace(rendered: string, { account = '', region = '' }: SynthesizedStack): NamedPlace | undefined {
  const text = rendered.replaceAll('${AWS::AccountId}', account).replaceAll('${AWS::Region}', region).replaceAll('${AWS::Partition}', 'aws');
  const [, bucket] = /^arn:[a-z-]+:s3:::([a-z0-9.-]+)(\/[^$]*)?$/.exec(text) ?? [];
  if (bucket !== undefined) return { kind: 'place', bucket, text };
  if (/^[a-z0-9][a-z0-9.-]{2,62}$/.test(text)) return { kind: 'place', bucket: text, text };
  const [, service, at, of] = /^arn:[a-z-]+:([a-z0-9-]+):([a-z0-9-]+):(\d{12}):[^$]+$/.exec(text) ?? [];
  return service === undefined || at === undefined || of === undefined ? undefined : { kind: 'place', account: of, region: at, service, text };
}

/** With or without the service in front, as the destination of a log has it. */
function inModule(text: string, { resources }: SynthesizedStack): NamedPlace {
  const [, id] = /^(?:[a-z]+\.googleapis\.com\/)?\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\.[a-z_]+\}$/.exec(text) ?? [];
  const resource = resources.find((one) => one.id === id);
  if (resource !== undefined) return { kind: 'resource', resource };
  const [, bucket] = /^storage\.googleapis\.com\/([a-z0-9._-]+)$/.exec(text) ?? [];
  if (bucket !== undefined) return { kind: 'place', bucket, text };
  const [, project, region] = /^(?:[a-z]+\.googleapis\.com\/)?projects\/([a-z0-9-]+)\/(?:locations|regions)\/([a-z0-9-]+)\/[^$]+$/.exec(text) ?? [];
  if (project !== undefined && region !== undefined) return { kind: 'place', account: project, region, text };
  const [, subscription, storage] =
    /^\/subscriptions\/([0-9a-f-]{36})\/resourceGroups\/[^/$]+\/providers\/[^$]*?(?:\/storageAccounts\/([a-z0-9]+))?$/i.exec(text) ?? [];
  if (subscription === undefined) return { kind: 'unresolved', text };
  return { kind: 'place', account: subscription, text, ...(storage !== undefined && { bucket: storage }) };
}

/** Services whose ARNs are not called as their types. */
const arnServices: Readonly<Record<string, string>> = { ElasticLoadBalancingV2: 'elasticloadbalancing', KinesisFirehose: 'firehose', StepFunctions: 'states' };

/** How ARNs of a type of AWS name its service; undefined for a type of Terraform. */
export function arnServiceOf(type: string): string | undefined {
  const [, service] = /^AWS::(\w+)::/.exec(type) ?? [];
  return service && (arnServices[service] ?? service.toLowerCase());
}
