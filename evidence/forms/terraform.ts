import { aliasesOf } from '../../clouds/clouds.js';
import { nestedKeys } from '../synthesized/nested-keys.js';
import { blocks, type Resource, record, type SynthesizedStack, strings } from '../synthesized/stack.js';
import type { UnknownForm } from './form.js';

// Of `import` and `moved`, state/adoption compares each with the topology.
const sections: ReadonlySet<string> = new Set(['//', 'terraform', 'provider', 'resource', 'data', 'variable', 'output', 'import', 'moved']);
const settings: ReadonlySet<string> = new Set(['backend', 'required_providers']);
const outputKeys: ReadonlySet<string> = new Set(['value', 'description']);
/** Levels of names in a section. Lists may stand for maps in Terraform's JSON, where readers here would see nothing. */
const levels: Readonly<Record<string, number>> = { resource: 3, data: 3, variable: 2, output: 2, provider: 1, terraform: 1 };
const repeating: readonly string[] = ['count', 'for_each', 'dynamic', 'connection', 'provider'];
const allowed = 'references to resources, data and variables of the module';

/** What a module has that no module of ours has. */
export function* moduleForms(stack: SynthesizedStack): Iterable<UnknownForm> {
  const { document } = stack;
  for (const section of Object.keys(document)) {
    if (!sections.has(section)) yield { found: `has the block ${section}`, allowed: [...sections].slice(1).join(', '), decides: true };
  }
  for (const [section, depth] of Object.entries(levels)) {
    if (document[section] !== undefined && !isNamed(document[section], depth))
      yield { found: `has ${section} as a list`, allowed: 'maps by name', decides: true };
  }
  for (const setting of Object.keys(record(document['terraform']))) {
    if (!settings.has(setting)) yield { found: `has terraform.${setting}`, allowed: [...settings].join(', '), decides: true };
  }
  for (const name of providersOf(stack)) {
    const found = blocks(record(document['provider'])[name]).map(({ alias }) => String(alias ?? ''));
    const wanted = ['', ...aliasesOf(name)];
    if (found.length !== wanted.length || wanted.some((alias) => !found.includes(alias)))
      yield {
        found: `has ${found.length} providers ${name}`,
        allowed: ['one', ...aliasesOf(name).map((alias) => `one of alias ${alias}`)].join(' and '),
        decides: true,
      };
  }
  for (const [name, output] of Object.entries(record(document['output']))) {
    const extra = Object.keys(record(output)).filter((key) => !outputKeys.has(key));
    if (extra.length > 0) yield { found: `has the output ${name} with ${extra.join(', ')}`, allowed: [...outputKeys].join(', '), decides: true };
  }
  const known = addresses(document);
  for (const section of ['provider', 'data', 'variable', 'output', 'terraform']) yield* expressionForms(document[section], known, section);
  for (const resource of stack.resources) {
    yield* metaForms(resource);
    for (const form of expressionForms(resource.properties, known)) yield { ...form, resource };
    for (const one of [resource.properties['depends_on'] ?? []].flat()) {
      if (!known.has(String(one))) yield { found: `waits for ${JSON.stringify(one)}`, allowed: 'resources of its module', resource };
    }
  }
}

/** Providers that a module configures, requires or has a resource of. One without a block takes what the environment says, such as another subscription. */
function providersOf({ document, resources }: SynthesizedStack): ReadonlySet<string> {
  const required = record(record(document['terraform'])['required_providers']);
  // What `terraform_data` is of is part of Terraform.
  const used = resources.map(({ type }) => type.split('_')[0] ?? '').filter((name) => name !== 'terraform');
  return new Set([...Object.keys(record(document['provider'])), ...Object.keys(required), ...used]);
}

function isNamed(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  return depth === 1 || Object.values(value).every((inner) => isNamed(inner, depth - 1));
}

function* metaForms(resource: Resource): Iterable<UnknownForm> {
  const { properties, type } = resource;
  const aliased = isAliased(properties['provider']);
  for (const name of repeating.filter((key) => properties[key] !== undefined && !(key === 'provider' && aliased))) {
    yield { found: `has ${name}`, allowed: 'neither repetition nor another provider', resource, decides: true };
  }
  for (const provisioner of blocks(properties['provisioner'])) {
    const text = JSON.stringify(provisioner);
    // Runs on the machine that deploys.
    if (type === 'terraform_data' && /^\{"local-exec":\{"command":"sleep \d+"\}\}$/.test(text)) continue;
    yield { found: `has the provisioner ${text}`, allowed: 'a local-exec of terraform_data that sleeps', resource, decides: true };
  }
}

/** Whether a resource names a further configuration of its provider that its cloud has. */
function isAliased(provider: unknown): boolean {
  const [name = '', alias = '', ...rest] = String(provider).split('.');
  return rest.length === 0 && aliasesOf(name).includes(alias);
}

function addresses(document: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const inside = (section: string, prefix: string) =>
    Object.entries(record(document[section])).flatMap(([type, byName]) => Object.keys(record(byName)).map((name) => `${prefix}${type}.${name}`));
  return new Set([...inside('resource', ''), ...inside('data', 'data.'), ...Object.keys(record(document['variable'])).map((name) => `var.${name}`)]);
}

/** Every expression in a value that is more than a reference to something in the module. A doubled `$${` is text. */
function* expressionForms(value: unknown, known: ReadonlySet<string>, within = ''): Iterable<UnknownForm> {
  for (const [place, text] of strings(value, within)) {
    if (!/[$%]\{/.test(text)) continue;
    const expression = expressionsIn(text).find((one) => !isReference(one, known));
    if (expression !== undefined) yield { found: `has ${expression} at ${place}`, allowed };
  }
  for (const [key] of nestedKeys(value)) if (expressionsIn(key).length > 0) yield { found: `has the name ${key}`, allowed: 'names that are text' };
}

/** Expressions of a text, each up to its first closing bracket: a reference has none inside. */
function expressionsIn(text: string): string[] {
  return [...text.matchAll(/([$%]*)([$%])\{[^}]*\}?/g)].flatMap(([whole, before = '', sign = '']) =>
    before.endsWith(sign) ? [] : [whole.slice(before.length)],
  );
}

function isReference(expression: string, known: ReadonlySet<string>): boolean {
  const [, address = ''] = /^\$\{((?:data\.)?[a-z0-9_]+\.[\w-]+)(?:\.\w+|\[\d+\])*\}$/.exec(expression) ?? [];
  return known.has(address);
}
