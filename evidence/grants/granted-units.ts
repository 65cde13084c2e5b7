import { isDefault } from '../../catalogue/arguments/defaults.js';
import { rowOf } from '../../catalogue/rows.js';
import { unemittedOf } from '../../catalogue/unemitted.js';
import { tagProperties } from '../../clouds/clouds.js';
import { isText, renderedText } from '../synthesized/rendered-text.js';
import type { Resource, SynthesizedStack } from '../synthesized/stack.js';
import { byPurpose } from './purpose.js';

/**
 * A smallest thing that grants, refuses or filters as a whole: one statement of a policy, one block of a filter, one role that is handed over, or
 * what a resource says besides.
 */
export interface GrantedUnit {
  /** Property or argument that it is in; empty for what is on the resource itself. */
  readonly at: string;
  /** Texts by path from there, sorted and each once: the order of actions, members or regions means nothing. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** Everything in a resource by which somebody may do something, or may not. */
export function grantedUnits(resource: Resource): GrantedUnit[] {
  const units = new Units(resource.stack);
  if (judgedWhole(resource.type)) units.add('', withoutWords(resource.type, withoutDemands(resource)));
  else for (const [path, value] of grantsWithin(resource.properties, '', resource)) units.add(path, value);
  return units.found;
}

/** Everything that a resource says, whatever its type. */
export function allUnits(resource: Resource): GrantedUnit[] {
  const units = new Units(resource.stack);
  units.add('', withoutWords(resource.type, resource.properties));
  return units.found;
}

/** Whether a type is nothing but grants, refusals or filters. */
function judgedWhole(type: string): boolean {
  if (deciding.has(type)) return true;
  const row = rowOf(type);
  const form = row === undefined ? unemittedOf(type).grants : row.principals.kind === 'grants' ? row.principals.form : undefined;
  if (form !== undefined) return !elsewhere.has(form);
  return row === undefined ? looksLikeGrants.test(type) : row.principals.kind === 'documents' && row.key.kind === 'settings';
}

/** Forms about addresses, which rules of the network judge, and filters whose content licence/guardrail-content derives whole. */
const elsewhere = new Set<string>([
  'content-filter',
  'guardrail',
  'firewall',
  'network-security-group',
  'network-security-rule',
  'security-group',
  'security-group-ingress',
  'security-group-egress',
]);
/** Types that grant nothing by themselves, and decide what others grant or limit. */
const deciding = new Set([
  'AWS::IAM::InstanceProfile',
  'azurerm_policy_definition',
  'google_access_context_manager_access_policy',
  'google_iam_workload_identity_pool',
  'google_vertex_ai_cache_config',
]);
/** Types without a row that grant, by how their providers name them. */
const looksLikeGrants = /^AWS::.*(Policy|Permission|Permissions)$|_iam_|_policy$|_policy_assignment$|_role_assignment$/;

/** Says nothing about who may do what. */
const words = new Set([
  ...tagProperties,
  'Description',
  'PolicyName',
  'Name',
  'name',
  '//',
  'display_name',
  'description',
  'depends_on',
  'lifecycle',
  'provider',
  'title',
]);

/** What decides: neither words nor what holds without being written. */
function withoutWords(type: string, properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([key, value]) => !words.has(key) && !isDefault(type, key, value)));
}

/** What a landing zone demands of every role: identity/permissions-boundary judges it. */
function withoutDemands({ type, properties }: Resource): Readonly<Record<string, unknown>> {
  if (!type.startsWith('AWS::IAM::')) return properties;
  const { PermissionsBoundary: _, Path: __, ...rest } = properties;
  return rest;
}

/** Policy documents, and roles that a resource runs as or hands over, wherever they are. */
function* grantsWithin(value: unknown, path: string, resource: Resource): Iterable<readonly [string, unknown]> {
  if (typeof value === 'string') {
    if (value.startsWith('arn:') ? roleArn.test(value) : isDocument(value)) yield [path, value];
  } else if (Array.isArray(value)) for (const item of value) yield* grantsWithin(item, path, resource);
  else if (value !== null && typeof value === 'object') {
    if ('Statement' in value) yield [path, value];
    else if (isText(value)) {
      if (mayName(value) && namesRole(renderedText(value), resource)) yield [path, value];
    } else for (const [key, item] of Object.entries(value)) yield* grantsWithin(item, path === '' ? key : `${path}.${key}`, resource);
  }
}

/** Whether an intrinsic function can come to an ARN, an id or a document; others, such as user data in Base64, are long and are none. */
function mayName(value: object): boolean {
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  if (name !== 'Fn::Join') return name !== 'Fn::Base64';
  const [, parts] = Array.isArray(argument) ? argument : [];
  const [first] = Array.isArray(parts) ? parts : [];
  return typeof first !== 'string' || /^(arn:|\{)/.test(first);
}

const roleArn = /^arn:[^:]*:iam:/;

function namesRole(text: string, { stack }: Resource): boolean {
  if (roleArn.test(text) || isDocument(text)) return true;
  const [, id] = /^\$\{(\w+)(?:\.\w+)*\}$/.exec(text) ?? [];
  return id !== undefined && rolesIn(stack).has(id);
}

const roles = new WeakMap<SynthesizedStack, ReadonlySet<string>>();

function rolesIn(stack: SynthesizedStack): ReadonlySet<string> {
  const known = roles.get(stack) ?? new Set(stack.resources.flatMap(({ id, type }) => (/^AWS::IAM::(Role|InstanceProfile)$/.test(type) ? [id] : [])));
  roles.set(stack, known);
  return known;
}

/** A policy document written as text. */
function isDocument(text: string): boolean {
  return text.startsWith('{') && text.includes('"Statement"');
}

class Units {
  readonly found: GrantedUnit[] = [];

  constructor(private readonly stack: SynthesizedStack) {}

  /** One unit of what is at a path; blocks in it that may be there several times are units of their own. */
  add(at: string, value: unknown): void {
    const values: Record<string, Set<string>> = {};
    for (const [path, text] of this.leaves(value, '', at)) {
      values[path] ??= new Set();
      values[path].add(byPurpose(text, this.stack));
    }
    const paths = Object.keys(values).sort();
    if (paths.length > 0) this.found.push({ at, values: Object.fromEntries(paths.map((path) => [path, [...(values[path] ?? [])].sort()])) });
  }

  private *leaves(value: unknown, path: string, at: string): Iterable<readonly [string, string]> {
    if (value === null || value === undefined) return;
    if (typeof value === 'string') {
      const parsed = value.startsWith('{') ? parsedObject(value) : undefined;
      if (parsed === undefined) yield [path, value];
      else yield* this.leaves(parsed, path, at);
    } else if (isText(value) || typeof value !== 'object') yield [path, renderedText(value)];
    else if (Array.isArray(value)) {
      if (value.length === 0) yield [path, '[]'];
      for (const item of value) {
        if (isText(item) || typeof item !== 'object') yield* this.leaves(item, path, at);
        else this.add(joined(at, path), item);
      }
    } else {
      const entries = Object.entries(value).filter(([key]) => key !== 'Sid');
      if (entries.length === 0) yield [path, '{}'];
      for (const [key, item] of entries) {
        // A policy may have one statement without a list.
        if (key === 'Statement' && !Array.isArray(item)) this.add(joined(at, joined(path, key)), item);
        else yield* this.leaves(item, joined(path, key), at);
      }
    }
  }
}

const joined = (path: string, key: string) => (path === '' ? key : key === '' ? path : `${path}.${key}`);

function parsedObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text that begins with a brace and is no JSON is judged as the text it is.
    return undefined;
  }
}
