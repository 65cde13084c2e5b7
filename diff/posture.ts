import { maskText } from '../evidence/secrets/mask.js';
import type { Finding } from '../policy/finding.js';
import type { Severity } from '../policy/severity.js';
import { daysBetween } from '../topology/day.js';
import type { Waiver } from '../topology/waivers.js';
import { matchedFindings, type Restated } from './matched-findings.js';
import type { Side } from './side.js';

export interface WaiverChange {
  readonly action: 'added' | 'removed' | 'prolonged' | 'shortened';
  readonly rule: string;
  readonly path: string;
  readonly owner: string;
  readonly reason: string;
  readonly expires: string;
  /** @default - not prolonged or shortened */
  readonly expiredBefore?: string;
  /** The first day of the grant was changed, which a renewal keeps. */
  readonly granted?: string;
  readonly grantedBefore?: string;
}

export interface RuleChange {
  readonly rule: string;
  readonly before?: Severity;
  readonly after?: Severity;
  /** Less is refused than before. */
  readonly weakens: boolean;
}

export interface Posture {
  readonly introduced: readonly Finding[];
  readonly resolved: readonly Finding[];
  /** Findings that stay and say something else than a number. */
  readonly restated: readonly Restated[];
  readonly unchanged: number;
  readonly waivers: readonly WaiverChange[];
  /** Waivers of the head that end within thirty days. */
  readonly expiring: readonly { readonly rule: string; readonly path: string; readonly expires: string }[];
  readonly rules: readonly RuleChange[];
}

/** What the rules say of one side and not of the other, by the same rules and on the same day. */
export function postureOf(before: Side, after: Side, asOf: string): Posture {
  return {
    ...matchedFindings(before.findings, after.findings),
    waivers: waiverChanges(before.loaded?.waivers ?? [], after.loaded?.waivers ?? []),
    expiring: (after.loaded?.waivers ?? [])
      .filter(({ expires }) => expires >= asOf && daysBetween(asOf, expires) <= 30)
      .map(({ rule, path, expires }) => ({ rule, path, expires })),
    rules: before.rules === undefined || after.rules === undefined ? [] : ruleChanges(before.rules, after.rules),
  };
}

function waiverChanges(before: readonly Waiver[], after: readonly Waiver[]): WaiverChange[] {
  const key = ({ rule, path, subject = path }: Waiver) => `${rule} ${path} ${subject}`;
  const keys = [...new Set([...before, ...after].map(key))].sort();
  return keys.flatMap((name): WaiverChange[] => {
    const [was, is] = [before.find((waiver) => key(waiver) === name), after.find((waiver) => key(waiver) === name)];
    const waiver = is ?? was;
    if (waiver === undefined || (was?.expires === is?.expires && was?.granted === is?.granted)) return [];
    const action =
      was === undefined ? 'added' : is === undefined ? 'removed' : is.expires > was.expires || is.granted > was.granted ? 'prolonged' : 'shortened';
    const { rule, path, owner, reason, expires } = waiver;
    return [
      {
        action,
        rule,
        path,
        owner,
        reason: maskText(reason),
        expires,
        ...(was !== undefined && is !== undefined && { expiredBefore: was.expires }),
        ...(was !== undefined && is !== undefined && was.granted !== is.granted && { granted: is.granted, grantedBefore: was.granted }),
      },
    ];
  });
}

const weight: Readonly<Record<Severity, number>> = { fatal: 3, error: 2, warning: 1 };

function ruleChanges(before: Readonly<Record<string, Severity>>, after: Readonly<Record<string, Severity>>): RuleChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((rule) => {
    const [was, is] = [before[rule], after[rule]];
    if (was === is) return [];
    const weakens = (is === undefined ? 0 : weight[is]) < (was === undefined ? 0 : weight[was]);
    return [{ rule, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }), weakens }];
  });
}
