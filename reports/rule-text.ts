import type { Rule } from '../policy/rule.js';

/** What a rule wants and why, as `explain` prints it. */
export function ruleText(rule: Rule): string {
  const waivable = rule.severity === 'fatal' ? 'cannot be waived' : 'can be waived with owner, reason and expiry';
  return [
    `${rule.id} (${rule.severity}, ${waivable})`,
    '',
    rule.title,
    '',
    `Why: ${rule.why}`,
    `Fix: ${rule.fix}`,
    `Judges: ${judged(rule).join(', ')}`,
    ...(rule.source === undefined ? [] : [`Source: ${rule.source}`]),
  ].join('\n');
}

/** Every rule as one Markdown page. */
export function rulesPage(rules: readonly Rule[]): string {
  const families = [...new Set(rules.map((rule) => rule.id.split('/')[0] ?? ''))].sort();
  const sections = families.flatMap((family) => [
    `## ${family}`,
    '',
    ...rules.filter((rule) => rule.id.startsWith(`${family}/`)).flatMap((rule) => [...ruleSection(rule), '']),
  ]);
  return [
    '# Rules',
    '',
    'Generated from `policy/` by `npm run docs`. `fatal` findings cannot be waived; `error` findings can, `warning` findings stop nothing.',
    '',
    ...sections,
  ].join('\n');
}

function ruleSection(rule: Rule): string[] {
  return [
    `### ${rule.id}`,
    '',
    `**${rule.severity}** · ${rule.title}`,
    '',
    `- Why: ${rule.why}`,
    `- Fix: ${rule.fix}`,
    `- Judges: ${judged(rule).join(', ')}`,
    ...(rule.source === undefined ? [] : [`- Source: ${rule.source}`]),
  ];
}

function judged(rule: Rule): string[] {
  return [
    ...(rule.topology === undefined ? [] : ['topology']),
    ...(rule.resource === undefined && rule.stack === undefined ? [] : ['CloudFormation and Terraform']),
    ...(rule.aws === undefined ? [] : ['CloudFormation as a whole']),
    ...(rule.terraform === undefined ? [] : ['Terraform as a whole']),
    ...(rule.outputs === undefined ? [] : ['published outputs']),
    ...(rule.waivers === undefined ? [] : ['waivers']),
  ];
}
