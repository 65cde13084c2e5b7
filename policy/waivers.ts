import type { Waiver } from '../topology/waivers.js';
import type { Rule } from './rule.js';

/** The waiver that silences a rule at a path on a day, or none. It must name the path exactly; fatal rules take none. */
export function waiverFor(rule: Rule, path: string, waivers: readonly Waiver[], asOf: string): Waiver | undefined {
  if (rule.severity === 'fatal') return undefined;
  return waivers.find((waiver) => waiver.rule === rule.id && waiver.path === path && waiver.granted <= asOf && asOf <= waiver.expires);
}
