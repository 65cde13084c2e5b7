import { remembered } from '../../derived/remembered.js';
import { record } from '../synthesized/stack.js';
import { decodedText } from './decoded-text.js';
import { looksRandom } from './random-text.js';
import { secretName, secretPatterns } from './secret-patterns.js';
import { places, secretAddresses } from './secret-texts.js';

export const masked = '‹masked›';

/** Where a secret changes and nothing else, both sides would read the same. */
export const maskedAfter = '‹masked, changed›';

const keyBlock = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|$)/g;
const token = /[A-Za-z0-9+/=_-]{20,}/g;

/** A text without whatever looks like a secret in it. */
export const maskText = remembered((text: string): string => {
  let out = text.replace(keyBlock, masked);
  for (const pattern of shapes) out = out.replace(pattern, masked);
  for (const { pattern } of places)
    out = out.replace(pattern, (all, name: string, value: string) => (isReference(value) || value.startsWith('{{resolve:') ? all : `${name}${masked}`));
  return out.replace(token, (found) => (looksRandom(found) || hidesSecret(found) ? masked : found));
});

/** Patterns that describe where a secret is rather than the secret; `keyBlock` and `places` do those. */
const describing = new Set(['a private key', 'a secret set by a script', 'a Google service account key']);
/** In a name made of parts the underscore before a token is no part of it. */
const shapes = [
  ...secretPatterns
    .filter(({ what }) => !describing.has(what))
    .map(({ pattern }) => new RegExp(pattern.source.replace(/^\\b/, '(?<![A-Za-z0-9])'), `${pattern.flags.replace('g', '')}g`)),
  ...secretAddresses,
];

/** Whether a run of Base64 says a secret. */
function hidesSecret(text: string): boolean {
  const plain = decodedText(text);
  return plain !== undefined && maskText(plain) !== plain;
}

/** Masks every string of a value, by its name and by its shape; keys are masked by shape. */
export function maskValue(value: unknown, name = ''): unknown {
  return mask(value, isSecretName(name));
}

function mask(value: unknown, secret: boolean): unknown {
  if (typeof value === 'string') return secret && !isReference(value) ? masked : maskText(value);
  if (typeof value === 'number' && secret) return masked;
  if (Array.isArray(value)) return maskList(value, secret);
  if (value === null || typeof value !== 'object') return value;
  const fields = record(value);
  // A variable of a container has its name beside its value.
  const named = fields['Name'] ?? fields['name'] ?? fields['Key'] ?? fields['key'];
  return Object.fromEntries(
    Object.entries(fields).map(([key, item]) => {
      const own = isSecretName(key) || isHiddenIn(fields, key) || (/^value$/i.test(key) && typeof named === 'string' && isSecretName(named));
      return [maskText(key), mask(item, (secret && !isIntrinsic(fields)) || own)];
    }),
  );
}

/** Outputs and variables of Terraform say themselves what is not to be shown. */
export function isHiddenIn(fields: Readonly<Record<string, unknown>>, key: string): boolean {
  return (key === 'value' || key === 'default') && String(fields['sensitive']) === 'true';
}

/** A flag's value is the next item, and the lines of a key are items too. */
function maskList(list: readonly unknown[], secret: boolean): unknown[] {
  let inKey = false;
  return list.map((item, index) => {
    if (typeof item !== 'string') return mask(item, secret);
    const [begins, ends] = [/-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY/.test(item), /-----END ([A-Z0-9]+ )*PRIVATE KEY/.test(item)];
    const own = inKey || begins;
    inKey = own && !ends;
    const flag = list[index - 1];
    const follows = typeof flag === 'string' && /^--?[\w-]+$/.test(flag) && isSecretName(flag) && !item.startsWith('-');
    return own ? masked : mask(item, secret || follows);
  });
}

/** Whether a property of this name holds a secret, whatever its value looks like. */
export function isSecretName(name: string): boolean {
  const plain = name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  return secretName.test(plain) || /((?<!by)pass|token|pwd|clientsecret|sastoken|secretaccesskey|privatekeyid)$/.test(plain) || /^(pat|sas)$/.test(plain);
}

/** A reference, name or switch: it is where a secret belongs and is none. */
function isReference(value: string): boolean {
  return (
    /^(\$\{[^}]*\}|\{\{resolve:[^}]*\}\}|arn:[a-z-]+:\S+|projects\/[^/]+\/secrets\/\S+|‹masked\S*|true|false|null|required|optional|enabled|disabled|none)$/i.test(
      value,
    ) || /^(\$\{?[A-Za-z_][A-Za-z0-9_]*[:}]?|\$\()/.test(value)
  );
}

function isIntrinsic(fields: Readonly<Record<string, unknown>>): boolean {
  const [key = '', ...more] = Object.keys(fields);
  return more.length === 0 && (key === 'Ref' || key === 'Fn::GetAtt' || key === 'Fn::ImportValue');
}
