import { countFindings, type Finding } from '../../../policy/finding.js';
import type { Cell, Section, TableBlock, Tone } from '../block.js';
import type { PageInput } from '../input.js';

const tones: Readonly<Record<Finding['severity'], Tone>> = { fatal: 'bad', error: 'bad', warning: 'warn' };

/** What rules say of the topology and of all that it synthesizes to, and who silenced what. */
export function findingsSection({ findings, loaded: { waivers, source } }: PageInput): Section {
  const { fatal, error, warning, waived } = countFindings(findings);
  const open = findings.filter(({ waivedBy }) => waivedBy === undefined);
  return {
    id: 'findings',
    title: 'Findings and waivers',
    blocks: [
      {
        kind: 'prose',
        text: `${fatal} fatal, ${error} errors, ${warning} warnings open; ${waived} waived. ${fatal + error > 0 ? 'The topology is refused.' : 'The topology is not refused.'}`,
        tone: fatal + error > 0 ? 'bad' : warning > 0 ? 'warn' : 'good',
      },
      ...(open.length === 0 ? [] : [findingTable(open)]),
      ...(waivers.length === 0
        ? [{ kind: 'prose', text: `No waiver is beside ${source.file}.` } as const]
        : [
            {
              kind: 'table',
              id: 'waivers',
              caption: 'Waivers',
              columns: [
                { head: 'rule', is: 'code' },
                { head: 'path', is: 'code' },
                { head: 'owner' },
                { head: 'reason' },
                { head: 'granted', is: 'number' },
                { head: 'expires', is: 'number' },
              ],
              rows: waivers.map(({ rule, path, owner, reason, granted, expires }) => [rule, path, owner, reason, granted, expires]),
              source: 'waivers beside the topology',
            } as const,
          ]),
    ],
  };
}

function findingTable(findings: readonly Finding[]): TableBlock {
  return {
    kind: 'table',
    id: 'open-findings',
    caption: 'Open findings',
    columns: [{ head: 'severity' }, { head: 'rule', is: 'code' }, { head: 'where', is: 'code' }, { head: 'finding' }, { head: 'fix' }],
    rows: findings.map(({ severity, rule, file, line, message, fix }): Cell[] => [
      { text: severity, tone: tones[severity] },
      rule,
      `${file}:${line}`,
      message,
      fix,
    ]),
    source: 'blueprint check: all rules, on the topology and on everything that it synthesizes to',
  };
}
