import { remembered } from '../../derived/remembered.js';
import { resolvedSecret, secretFields, secretName, secretPatterns, secretReference, secretTypes } from '../../evidence/secrets/secret-patterns.js';
import { isText, renderedText } from '../../evidence/synthesized/rendered-text.js';
import { type Resource, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/no-secrets',
  severity: 'fatal',
  title: 'No secret is in a template, a module, user data or Terraform state.',
  why: 'Templates are committed, stored in buckets and shown in consoles; state is plain text to everybody who may plan. A secret that was once in either must be treated as exposed, and no alert is raised.',
  fix: 'Let the service make the secret (GenerateSecretString) or put it into a secret store out of band, and refer to it by ARN or name. Rotate what was written down.',
  source: 'Terraform language, sensitive data in state; AWS CloudFormation, dynamic references',

  *stack(stack) {
    for (const [part, value] of Object.entries(stack.document)) {
      if (part === 'Resources' || part === 'resource' || part === '//') continue;
      for (const finding of secretsIn(value, part)) yield violation(stack, finding);
    }
    for (const [name, output] of Object.entries(record(stack.document['Outputs']))) {
      if (resolvedSecret.test(renderedText(record(output)['Value'])))
        yield violation(stack, { path: `Outputs.${name}`, what: 'a secret that every reader of outputs sees' });
    }
  },

  *resource(resource) {
    const held = secretTypes[resource.type];
    if (held !== undefined) yield violation(resource, { path: resource.type, what: `a resource that keeps ${held} in Terraform state` });
    for (const finding of secretsIn(resource.properties, '')) yield violation(resource, finding);
  },
};

interface SecretFound {
  readonly path: string;
  readonly what: string;
}

/** Never quotes what was found: a finding is printed and stored. */
function violation(at: Resource | SynthesizedStack, { path, what }: SecretFound): Violation {
  const place = 'stack' in at ? { resource: at, path: at.origin } : { stack: at, path: at.origin };
  return { ...place, message: `${'id' in at ? at.id : at.name} holds ${what} at ${path}. Allowed: references to a secret store.` };
}

function secretsIn(value: unknown, path: string): SecretFound[] {
  const found: SecretFound[] = [];
  collect(value, path, found);
  return found;
}

/** Into one list: every value of an output passes here, and to hand each up level by level takes longer than to look at it. */
function collect(value: unknown, path: string, found: SecretFound[]): void {
  if (isText(value)) {
    for (const what of secretsInText(renderedText(value))) found.push({ path, what });
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, `${path}[${index}]`, found);
    return;
  }
  const fields = record(value);
  // A variable of a container, or a template parameter, has its name beside its value.
  const named = fields['Name'] ?? fields['name'];
  for (const [key, item] of Object.entries(fields)) {
    const at = path === '' ? key : `${path}.${key}`;
    const name = /^value$/i.test(key) && typeof named === 'string' ? named : /^default$/i.test(key) ? (path.split('.').at(-1) ?? key) : key;
    if (secretFields.includes(key) && item !== undefined) found.push({ path: at, what: 'a field whose value ends in plain text in the state' });
    else if (isSecretName(name) && isLiteral(item)) found.push({ path: at, what: 'a literal where a secret belongs' });
    else collect(item, at, found);
  }
}

const secretsInText = remembered((text): readonly string[] => {
  const readings = [text, decoded(text)].filter((reading) => reading !== '');
  return [
    ...(secretReference.test(text) ? ['a reference to a key, whose value ends in plain text in the state'] : []),
    ...secretPatterns.flatMap(({ what, pattern }) => (readings.some((reading) => pattern.test(reading)) ? [what] : [])),
  ];
});

const isSecretName = remembered((name) => secretName.test(name.replace(/[^A-Za-z0-9]/g, '').toLowerCase()));

/** A string that is no reference, ARN, resource name or switch. */
function isLiteral(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  return !/^(\$\{|\{\{resolve:|arn:|projects\/|\/|https:\/\/|(true|false|required|optional|enabled|disabled|none)$)/i.test(value);
}

/** What a Base64 text says when it says something readable; empty otherwise. */
function decoded(text: string): string {
  if (text.length < 24 || !/^[A-Za-z0-9+/\s]+={0,2}$/.test(text)) return '';
  const plain = Buffer.from(text, 'base64').toString('utf8');
  return plain.includes('\uFFFD') ? '' : plain;
}
