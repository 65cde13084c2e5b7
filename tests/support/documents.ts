/** A value in a written document whose shape the case knows. What is missing is undefined, and fails where it is used. */
// biome-ignore lint/suspicious/noExplicitAny: the one place; every case reads and edits documents through these types.
export type Json = any;

/** A resource of a CloudFormation template. */
export interface Resource {
  Type: string;
  Properties: Json;
  DependsOn?: Json;
  DeletionPolicy?: Json;
  UpdateReplacePolicy?: Json;
  Metadata?: Json;
}

export interface Template {
  Resources: Record<string, Resource>;
  Outputs: Record<string, Json>;
  Parameters: Record<string, Json>;
}

/** A `cdk.tf.json`: resources and data sources by type and name. */
export interface RootModule {
  resource: Record<string, Json>;
  data: Record<string, Json>;
  provider: Record<string, Json>;
  output: Record<string, Json>;
  variable: Record<string, Json>;
  locals: Json;
  terraform: Json;
}

/** What a stack was written as: one or the other, as the case knows by the stack that it names. */
export type Written = Template & RootModule;

/** What a case does to a document. It gets a copy of its own. */
export type Change = (document: Written) => void;

/** Properties of a resource of a type in a template, to be edited. */
export function resourceOf(document: Template, type: string, index = 0): Json {
  const found = Object.values(document.Resources ?? {}).filter((resource) => resource.Type === type);
  if (found[index] === undefined) throw new Error(`no ${type} [${index}] in the template`);
  return found[index].Properties;
}

/** A Terraform resource of a type, to be edited. */
export function terraformResourceOf(document: RootModule, type: string, index = 0): Json {
  const found = Object.values<Json>(document.resource?.[type] ?? {});
  if (found[index] === undefined) throw new Error(`no ${type} [${index}] in the module`);
  return found[index];
}

/** The only CloudFormation resource whose logical id starts so, whole. */
export function definition(document: Template, id: string): Resource {
  const [found, ...others] = Object.entries(document.Resources).filter(([name]) => name.startsWith(id));
  if (found === undefined || others.length > 0) throw new Error(`${found === undefined ? 0 : 1 + others.length} resources start with ${id}, not one`);
  return found[1];
}

/** Gives a resource another logical id, as moving its construct would. */
export function renameResource(document: Template, from: string, to: string): void {
  const [id] = Object.keys(document.Resources).filter((name) => name.startsWith(from));
  Object.assign(document, JSON.parse(JSON.stringify(document).replaceAll(`"${id}"`, `"${to}"`)));
}

/** Properties of the resource that CloudFormation knows by this construct path, without the digest that CDK closes it with. */
export function propertiesOf(document: Template, id: string): Json {
  const found = Object.entries(document.Resources).find(([name]) => name === id || (name.startsWith(id) && /^[0-9A-F]{8}$/.test(name.slice(id.length))));
  if (found === undefined) throw new Error(`no resource ${id}`);
  return found[1].Properties;
}

/** The only Terraform resource of a type whose name starts so. */
export function inModule(document: RootModule, type: string, name = ''): Json {
  const [found, ...others] = Object.entries<Json>(document.resource?.[type] ?? {}).filter(([id]) => id.startsWith(name));
  if (found === undefined || others.length > 0) throw new Error(`${found === undefined ? 0 : 1 + others.length} ${type} start with "${name}", not one`);
  return found[1];
}
