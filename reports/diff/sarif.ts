import type { Change } from '../../diff/change.js';
import type { DiffReport } from '../../diff/compare.js';
import { widensExisting } from '../../diff/exposure.js';
import { maskValue } from '../../evidence/secrets/mask.js';
import type { Finding } from '../../policy/finding.js';
import type { Rule } from '../../policy/rule.js';
import { findingsSarif } from '../findings-sarif.js';
import { isDestructive } from './destructive.js';

const changeRules = [
  { id: 'diff/data-loss', level: 'error', text: 'A change loses data.' },
  { id: 'diff/destructive', level: 'warning', text: 'A change deletes or replaces a resource.' },
  { id: 'diff/access', level: 'warning', text: 'A change widens access or exposure.' },
] as const;

/** Place of a topology path in the head's file. */
export type Locate = (path: string) => { readonly file: string; readonly line: number; readonly column: number };

/** SARIF 2.1.0: findings of the head as new or unchanged, of the base as absent, and every destructive or widening change. */
export function diffSarif(report: DiffReport, rules: readonly Rule[], version: string, locate: Locate): string {
  const { headFindings, posture, asOf, head } = report;
  const log = JSON.parse(
    findingsSarif({ topology: head.label, asOf, findings: [...headFindings, ...posture.resolved], judged: 'synthesis' }, rules, version),
  ) as Log;
  const [run] = log.runs;
  const introduced = new Set<Finding>(posture.introduced);
  const states = [...headFindings.map((finding) => (introduced.has(finding) ? 'new' : 'unchanged')), ...posture.resolved.map(() => 'absent')];
  run.tool.driver.rules.push(...changeRules.map(({ id, level, text }) => ({ id, shortDescription: { text }, defaultConfiguration: { level } })));
  run.results = [
    ...run.results.map((result, index) => ({ ...result, baselineState: states[index] })),
    ...report.changes.filter(isDestructive).map((change) => changeResult(change, locate)),
    ...report.exposure
      .filter(widensExisting)
      .map(({ sign, effect, who, what, where, stack, id }) =>
        result(
          'diff/access',
          'warning',
          `${sign === '+' ? 'New' : 'Gone'}: ${effect} ${who} ${what.join(', ')}${where === '' ? '' : ` on ${where}`} (${stack} ${id})`,
          'name',
          locate,
        ),
      ),
    ...newStacks(report).map((text) => result('diff/access', 'warning', text, 'name', locate)),
  ];
  return `${JSON.stringify(maskValue(log), null, 2)}\n`;
}

/** What stacks that are new as a whole grant, a sentence each. */
function newStacks({ exposure }: DiffReport): string[] {
  const granted = exposure.filter((row) => row.widens && !widensExisting(row));
  return [...new Set(granted.map(({ stack }) => stack))].map(
    (stack) => `New stack: ${stack} grants ${granted.filter((row) => row.stack === stack).length} permissions of its own`,
  );
}

interface Log {
  readonly runs: [{ readonly tool: { readonly driver: { readonly rules: unknown[] } }; results: object[] }];
}

function changeResult(change: Change, locate: Locate) {
  const lost = change.data?.fate === 'lost';
  const text = `${change.id} (${change.type}, ${change.stack}): ${change.action}. ${[change.why, change.data?.reason ?? ''].filter(Boolean).join('. ')}`;
  return result(lost ? 'diff/data-loss' : 'diff/destructive', lost ? 'error' : 'warning', text, change.origin, locate);
}

function result(ruleId: string, level: string, text: string, path: string, locate: Locate) {
  const { file, line, column } = locate(path);
  return {
    ruleId,
    level,
    message: { text },
    baselineState: 'new',
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file }, region: { startLine: line, startColumn: column } },
        logicalLocations: [{ fullyQualifiedName: path }],
      },
    ],
  };
}
