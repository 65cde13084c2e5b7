import { strings } from '../../evidence/synthesized/stack.js';
import type { Rule } from '../rule.js';
import { documentationValues } from './documentation-values.js';

export const rule: Rule = {
  id: 'supply-chain/placeholder',
  severity: 'fatal',
  title: 'A topology that is no example holds no documentation values.',
  why: 'A copied example deploys into nobody’s account at best. At worst its all-zero digests approve nothing that was ever reviewed, its alerts go to a domain that does not exist, and its account number is another company’s.',
  fix: 'Put the real value in place, or set example: true for a topology that is never deployed.',
  source: 'RFC 2606, RFC 5737; AWS, Google Cloud and Azure documentation conventions',

  *topology({ topology }) {
    if (topology.example) return;
    for (const [path, text] of strings(topology)) {
      const found = documentationValues.find(({ pattern }) => pattern.test(text));
      if (found !== undefined) yield { path, message: `${path} is "${text}", ${found.what}. A topology that is no example may not hold it.` };
    }
  },
};
