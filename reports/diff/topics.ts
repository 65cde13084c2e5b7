import type { DiffReport } from '../../diff/compare.js';
import type { Restated } from '../../diff/matched-findings.js';
import type { Topic } from '../../diff/topics.js';
import type { Finding } from '../../policy/finding.js';
import { code, prose } from '../markdown-text.js';
import { type Item, item, type Section } from './sections.js';

/** Models, capacity and routing, in words. */
export function capacitySection(report: DiffReport): Section | undefined {
  const items = topicItems(report, 'capacity', 'other');
  return items.length === 0 ? undefined : { title: 'Models, capacity and routing', lead: [], items, tail: [], tight: true };
}

/** Residency, data use, licence; then what the rules say of it, and what silences them. */
export function postureSection(report: DiffReport): Section | undefined {
  const { introduced, resolved, restated, waivers, expiring, rules } = report.posture;
  const isOpenFault = ({ severity, waivedBy }: Finding) => severity !== 'warning' && waivedBy === undefined;
  const items = [
    ...introduced.filter(isOpenFault).map((finding) => findingItem('❌ new', finding)),
    ...restated.filter(({ finding }) => isOpenFault(finding)).map((one) => restatedItem('❌', one)),
    ...topicItems(report, 'residency', 'data-use', 'compliance', 'licence'),
    ...rules
      .filter(({ weakens }) => weakens)
      .map(({ rule, before, after }) => item(`- ⚠️ rule ${code(rule)} ${after === undefined ? `(${before}) **goes**` : `weakens: ${before} → ${after}`}`)),
    ...waivers.map(({ action, rule, path, owner, reason, expires, expiredBefore, granted, grantedBefore }) =>
      item(
        `- ${action === 'removed' || action === 'shortened' ? '✅' : '⚠️'} waiver of ${code(rule)} at ${code(path)} **${action}** by ${prose(owner)}, ${expiredBefore === undefined ? '' : `${expiredBefore} → `}until ${expires}${granted === undefined ? '' : `, first granted ${grantedBefore} → ${granted}`}: ${prose(reason)}`,
      ),
    ),
    ...introduced.filter(({ waivedBy }) => waivedBy !== undefined).map((finding) => findingItem(`waived by ${prose(finding.waivedBy ?? '')}`, finding)),
    ...introduced.filter(({ severity, waivedBy }) => severity === 'warning' && waivedBy === undefined).map((finding) => findingItem('⚠️ new', finding)),
    ...restated.filter(({ finding }) => !isOpenFault(finding)).map((one) => restatedItem('⚠️', one)),
    ...resolved.map((finding) => findingItem('✅ resolved', finding)),
    ...rules
      .filter(({ weakens }) => !weakens)
      .map(({ rule, before, after }) => item(`- rule ${code(rule)} ${before === undefined ? `is new (${after})` : `strengthens: ${before} → ${after}`}`)),
  ];
  const ending = expiring.map(({ rule, path, expires }) => item(`- ⚠️ waiver of ${code(rule)} at ${code(path)} ends ${expires}`));
  if (items.length === 0) return undefined;
  return { title: 'Residency, data use, licence and policy', lead: [], items: [...items, ...ending], tail: [], tight: true };
}

/** Findings that stop a head which they stopped before, too: without them a refusal would be unexplained. */
export function refusalSection({ verdict, headFindings, posture }: DiffReport): Section | undefined {
  const known = new Set([...posture.introduced, ...posture.restated.map(({ finding }) => finding)]);
  const open = headFindings.filter((finding) => finding.severity !== 'warning' && finding.waivedBy === undefined && !known.has(finding));
  if (verdict.policy !== 'refused' || open.length === 0) return undefined;
  return { title: 'Why the head is refused, as the base was', lead: [], items: open.map((finding) => findingItem('❌', finding)), tail: [], tight: true };
}

export function accessItems(report: DiffReport): Item[] {
  return topicItems(report, 'access');
}

export function financeItems(report: DiffReport): Item[] {
  return topicItems(report, 'finance');
}

function topicItems({ topology }: DiffReport, ...topics: readonly Topic[]): Item[] {
  return topics.flatMap((topic) => topology.filter((change) => change.topic === topic).map(({ text }) => item(`- ${prose(text)}`)));
}

/** A finding that was there before, whose words are others. */
function restatedItem(sign: string, { before, finding: { severity, rule, file, line, message } }: Restated): Item {
  return item(`- ${sign} still ${severity} ${code(rule)} at ${code(`${file}:${line}`)}: ${prose(message)} Before: ${prose(before)}`);
}

function findingItem(word: string, { severity, rule, file, line, message, fix, stack, resource }: Finding): Item {
  const where =
    stack === undefined
      ? ''
      : ` (${[stack, resource]
          .filter((part) => part !== undefined)
          .map(code)
          .join(' ')})`;
  return item(
    `- ${word} ${severity} ${code(rule)} at ${code(`${file}:${line}`)}: ${prose(message)}${where}${word.includes('resolved') ? '' : ` *Fix:* ${prose(fix)}`}`,
  );
}
