import { deployTimeValues } from '../../derived/deploy-time-values.js';
import { dig } from '../../evidence/synthesized/stack.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'residency/deploy-time-place',
  severity: 'fatal',
  title: 'Every deploy-time value that names a place or an account names that of its host.',
  why: 'Gateways call what the outputs file says. It is written after deployments and edited by hand: one wrong name in it takes prompts to another region, to another account or to a server of somebody else, while host, stack and route are as reviewed.',
  fix: 'Import the outputs of the stack again: npm run blueprint -- outputs import <file>. A value recorded by hand is that of the host that it stands for.',
  source: 'docs/operations.md, deploy-time values',

  *topology({ topology, outputs }) {
    const judged = new Set<string>();
    for (const { path, origin, stack, form } of deployTimeValues(topology)) {
      const value = dig(outputs, ...path);
      const name = path.join('.');
      if (value === undefined || judged.has(name) || isOf(form, String(value))) continue;
      judged.add(name);
      yield { path: origin, message: `${name} of the outputs file is ${String(value)}. Allowed: what ${stack} prints, of the form ${form}.` };
    }
  },
};

/** `*` stands for part of a name, never for another host, path or account. */
function isOf(form: string | 'any', value: string): boolean {
  const parts = form.split('*').map((part) => part.replace(/[.+^${}()|[\]\\?]/g, '\\$&'));
  return form === 'any' || new RegExp(`^${parts.join('[A-Za-z0-9_.-]+')}$`).test(value);
}
