import type { Finding } from '../policy/finding.js';
import type { Rule } from '../policy/rule.js';
import type { FindingsReport } from './findings-text.js';

const levels = { fatal: 'error', error: 'error', warning: 'warning' } as const;

/** SARIF 2.1.0, for code scanning. Waived findings are kept as suppressed, with their owner. */
export function findingsSarif(report: FindingsReport, rules: readonly Rule[], version: string): string {
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'hybrid-llama-blueprint',
              version,
              rules: rules.map((rule) => ({
                id: rule.id,
                shortDescription: { text: rule.title },
                fullDescription: { text: rule.why },
                help: { text: rule.fix },
                defaultConfiguration: { level: levels[rule.severity] },
              })),
            },
          },
          ...(report.notJudged !== undefined && { invocations: [partialRun(report.notJudged)] }),
          results: report.findings.map(result),
        },
      ],
    },
    null,
    2,
  );
}

/** A run that looked at some outputs of a synthesis only. */
function partialRun(notJudged: readonly string[]) {
  const text = `${notJudged.join(' and ')} not judged: not among the outputs that were named.`;
  return { executionSuccessful: true, toolExecutionNotifications: [{ level: 'note', message: { text } }] };
}

function result(finding: Finding) {
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: { text: `${finding.message} Fix: ${finding.fix}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: finding.file }, region: { startLine: finding.line, startColumn: finding.column } },
        logicalLocations: [{ fullyQualifiedName: finding.path }],
      },
    ],
    ...(finding.waivedBy !== undefined && { suppressions: [{ kind: 'external', status: 'accepted', justification: `Waived by ${finding.waivedBy}` }] }),
  };
}
