import { code, prose } from '../markdown-text.js';
import { controlsText } from './controls-of.js';
import type { EvidenceLine, EvidenceReport, UseLine } from './evidence.js';

/** The auditor's view: a claim, the controls that it helps to meet, and what proves it. */
export function evidenceMarkdown(report: EvidenceReport): string {
  const { loaded, asOf, counts } = report;
  const { name, environment, organisation } = loaded.topology;
  return [
    `# Evidence: ${prose(name)} ${environment}`,
    `${prose(organisation.legalName)} (${organisation.country}), as of ${asOf}. Rules: ${counts.fatal} fatal, ${counts.error} errors, ${counts.warning} warnings, ${counts.waived} waived.`,
    'A line is a property of the synthesized output with its value, an approval, or a contract term only. A control is met by an organisation, not by a template: the mapping says what helps. Engineering readings, not legal advice.',
    ...report.claims.map(({ claim, lines }) => claimSection(claim.text, prose(controlsText(claim)), lines)),
    table(
      'Licences',
      ['host', 'release', 'version', 'accepted', 'licence', 'use policy'],
      report.licences.map(({ host, release, version, accepted, licenceSha256, acceptableUseSha256 }) => [
        host,
        release,
        version,
        accepted,
        short(licenceSha256),
        short(acceptableUseSha256),
      ]),
    ),
    table('Acceptable use: item, route, model', ['item', 'workload', 'host', 'model', 'held up by', 'what'], grouped(report.uses)),
    table(
      'Waivers',
      ['rule', 'path', 'owner', 'reason', 'from', 'until', 'silences'],
      report.waivers.map(({ rule, path, owner, reason, granted, expires, silences }) => [rule, path, owner, reason, granted, expires, String(silences)]),
    ),
  ].join('\n\n');
}

function claimSection(text: string, controls: string, lines: readonly EvidenceLine[]): string {
  const rows = lines.map((line) => `- ${words(line)}`);
  return [`## ${prose(text)}`, controls, ...(rows.length === 0 ? ['Nothing in this topology is concerned.'] : [rows.join('\n')])].join('\n\n');
}

function words(line: EvidenceLine): string {
  const state = line.holds === 'yes' ? '' : ` **${line.holds} by ${line.rule}**`;
  switch (line.by) {
    case 'property':
      return `property ${code(`${line.stack}/${line.resource}`)} ${code(line.property)} = ${code(shown(line.value))}; held by ${code(line.rule)}${state}`;
    case 'approval':
      return `approval ${code(line.path)}: ${prose(line.reference)}, by ${prose(line.grantedBy)}, until ${line.expires}${state}`;
    default:
      return `contract term only ${code(line.path)} = ${code(shown(line.value))}, read on ${line.reviewedOn}${state}`;
  }
}

const longestValue = 120;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}… (${text.length} characters)` : text;
}

/** Items of one workload, host and model that the same thing holds up are one row. */
function grouped(uses: readonly UseLine[]): string[][] {
  const rows = new Map<string, UseLine[]>();
  for (const use of uses) {
    const key = JSON.stringify([use.workload, use.host, use.model, use.by, use.what]);
    rows.set(key, [...(rows.get(key) ?? []), use]);
  }
  return [...rows.values()].map((lines) => {
    const [{ workload, host, model, by, what } = { workload: '', host: '', model: '', by: 'gate', what: '' }] = lines;
    return [lines.map(({ item }) => item).join(', '), workload, host, model, by, what];
  });
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return `## ${title}\n\nNone.`;
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => prose(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [`## ${title}`, '', line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function short(digest: string): string {
  return digest === 'none' ? digest : digest.slice(0, 12);
}
