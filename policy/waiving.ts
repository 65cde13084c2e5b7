import type { Waiver } from '../topology/waivers.js';
import type { Finding } from './finding.js';

/** The waiver that silences a finding on a day, or none. Fatal findings take none. */
export function waiverFor(finding: Finding, waivers: readonly Waiver[], asOf: string): Waiver | undefined {
  if (finding.severity === 'fatal') return undefined;
  return waivers.find((waiver) => silences(waiver, finding) && isInForce(waiver, asOf));
}

/** Whether a waiver names a finding: its rule, its path and its subject, which is the path itself where the waiver names none. */
export function silences({ rule, path, subject = path }: Waiver, finding: Finding): boolean {
  return rule === finding.rule && path === finding.path && subject === finding.subject;
}

export function isInForce({ granted, expires }: Waiver, asOf: string): boolean {
  return granted <= asOf && asOf <= expires;
}
