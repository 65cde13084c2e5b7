import { conventionOf, namingOf } from '../../catalogue/names/read.js';
import { renderedText } from './rendered-text.js';
import { blocks, dig, type Resource, record, type SynthesizedStack } from './stack.js';

/** What a resource is called, and where nothing else of its type may be called so. */
export interface Identity {
  readonly name: string;
  readonly place: readonly string[];
  /** Kind of name in facts/limits.yaml, where a limit is known. */
  readonly form?: string;
}

/** The name that a resource has in its cloud; undefined where the cloud gives one, or where it is known at deployment alone. */
export function physicalName(resource: Resource): string | undefined {
  const name = given(resource, namePaths(resource.type));
  return typeof name === 'string' && !name.includes('${') ? name : undefined;
}

/** Where a resource of a type says what it is called itself. */
export function namePaths(type: string): readonly string[] {
  const naming = namingOf(type);
  return ('name' in naming ? naming : conventionOf(type)).name;
}

/** Name and place of a resource; undefined where it has no name, or where several may have it. References are followed within the stack. */
export function identityOf(resource: Resource): Identity | undefined {
  const naming = namingOf(resource.type);
  if ('repeats' in naming) return undefined;
  const name = given(resource, naming.name);
  if (name === undefined) return undefined;
  const place = naming.within.map((scope) => textOf(dig(resource.properties, ...scope.split('.')) ?? placeOf(resource.stack, scope), resource.stack));
  return { name: textOf(name, resource.stack), place, ...(naming.form !== undefined && { form: naming.form }) };
}

/** How a reference to the id of a resource reads in the places of others. */
export function idText(type: string, { place, name }: Identity): string {
  return [type, ...place, name].join('/');
}

function given({ properties }: Resource, paths: readonly string[]): unknown {
  return paths.map((path) => dig(properties, ...path.split('.'))).find((value) => value !== undefined);
}

/** Settings of providers that say where a module deploys, by what they say. What names no region is held to one in all of them. */
const settings: Readonly<Record<string, readonly [provider: string, argument: string]>> = {
  project: ['google', 'project'],
  subscription: ['azurerm', 'subscription_id'],
  tenant: ['azurerm', 'tenant_id'],
  workspace: ['databricks', 'host'],
  account: ['databricks', 'account_id'],
};

/** Where a stack deploys what does not say so itself. */
function placeOf({ app, account, region, document }: SynthesizedStack, scope: string): string | undefined {
  if (app === 'aws') return scope === 'account' ? account : scope === 'region' ? region : undefined;
  const setting = settings[scope];
  // An argument that is not given: the name is then held to one wherever the rest of its place is the same.
  if (setting === undefined) return undefined;
  const [provider, argument] = setting;
  const found = blocks(record(document['provider'])[provider]).map((block) => block[argument]);
  return found.find((value) => typeof value === 'string');
}

/** Text with what its references are known to be; of one that the deployment tells, its words and, where it is to a resource, its stack. */
function textOf(value: unknown, stack: SynthesizedStack): string {
  if (value === undefined) return '';
  const text = renderedText(value);
  if (stack.app === 'aws') return /\$\{(?!AWS::)/.test(text) ? `${text} of ${stack.name}` : text;
  return text.replaceAll(/\$\{([a-z0-9_]+)\.([\w-]+)\.(\w+)\}/g, (reference, type: string, id: string, attribute: string) => {
    const resource = stack.resources.find((one) => one.id === `${type}.${id}`);
    if (resource === undefined) return reference;
    const said = resource.properties[attribute];
    if (said !== undefined) return textOf(said, stack);
    const identity = attribute === 'id' ? identityOf(resource) : undefined;
    return identity === undefined ? `${reference} of ${stack.name}` : idText(type, identity);
  });
}
