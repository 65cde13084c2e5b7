import { strings } from '../../evidence/synthesized/stack.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/placeholder',
  severity: 'fatal',
  title: 'A topology that is no example holds no documentation values, and an example holds some.',
  why: 'A copied example deploys into an account that does not exist at best. At worst its all-zero digests approve nothing that was ever reviewed, its alerts go to a domain that does not exist, and its account number is another company’s.',
  fix: 'Put the real value in place, or set example: true for a topology that is never deployed.',
  source: 'RFC 2606, RFC 5737; AWS, Google Cloud and Azure documentation conventions',

  *topology({ topology }) {
    const found = [...strings(topology)].flatMap(([path, text]) => {
      const value = documentationValues.find(({ pattern }) => pattern.test(text));
      return value === undefined ? [] : [{ path, text, what: value.what }];
    });
    if (topology.example) {
      // What an example may do, such as date itself with asOf, would hide what has expired in a topology that is deployed.
      if (found.length === 0)
        yield { path: 'example', message: 'example is true, and not one value here is from documentation. Allowed: false for a topology that is deployed.' };
      return;
    }
    for (const { path, text, what } of found) yield { path, message: `${path} is "${text}", ${what}. A topology that is no example may not hold it.` };
  },
};

/** Values from documentation, which belong to no one here. Each is detected anywhere in a text. */
const documentationValues: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  {
    what: 'an account number from documentation',
    pattern: alone('123456789012|012345678901|210987654321|987654321098|111122223333|444455556666|777788889999|(\\d)\\1{11}'),
  },
  { what: 'an all-zero UUID', pattern: alone('0{8}-0{4}-[0-9a-f]0{3}-[0-9a-f]0{3}-0{12}') },
  {
    what: 'a UUID from documentation',
    pattern: alone('12345678-1234-1234-1234-1234567890(ab|12)|a1b2c3d4-5678-90ab-cdef-[0-9a-z]+|1234abcd-12ab-34cd-56ef-1234567890[0-9a-f]{2}'),
  },
  { what: 'a UUID from docs/topology.md', pattern: alone('7c1f3b52-9d0e-4a6b-8f21-3e5d6c7b8a90|5b0e8a1c-3d4f-4e5a-9b6c-7d8e9f0a1b2c') },
  { what: 'an all-zero digest', pattern: alone('0{32}|0{40}|0{64}') },
  {
    what: 'a reserved domain (RFC 2606)',
    pattern: /(^|\/\/|[@\s])(([a-z0-9-]+\.)+(example|invalid)|([a-z0-9-]+\.)*example\.(com|net|org|edu))(?![a-z0-9-]|\.[a-z0-9])/i,
  },
  { what: 'a billing account from documentation', pattern: alone('0{6}-0{6}-0{6}|012345-567890-ABCDEF|0123AB-4567CD-89EF01') },
  { what: 'an address for documentation (RFC 5737)', pattern: /(^|[^\d.])(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}(?![\d])/ },
  { what: 'an address for documentation (RFC 3849)', pattern: /(^|[^0-9a-f:])2001:0?db8:/i },
  { what: 'a resource id from documentation', pattern: /-(0?1234567890abcdef0?|0123456789abcdef0|0abcdef1234567890|0a1b2c3d4e5f607\d{2})(?![0-9a-f])/ },
  { what: 'a value still to be filled in', pattern: /^(todo|tbd|fixme|change-?me|replace-?me|placeholder|<.+>)$/i },
];

/** Alternatives as whole words, not inside a longer word or number. */
function alone(alternatives: string): RegExp {
  return new RegExp(`(?<![0-9a-zA-Z])(?:${alternatives})(?![0-9a-zA-Z])`, 'i');
}
