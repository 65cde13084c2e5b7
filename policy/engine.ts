import type { OutputDifference } from '../evidence/synthesized/output-difference.js';
import type { SynthesizedOutput, SynthesizedStack } from '../evidence/synthesized/stack.js';
import type { PathSegment } from '../topology/document.js';
import type { LoadedTopology } from '../topology/load.js';
import { type Finding, sortFindings } from './finding.js';
import type { Rule, RuleContext, Violation } from './rule.js';
import { waiverFor } from './waivers.js';

/** What there is to judge. An absent part is not judged; an empty one is. */
export interface Evidence {
  readonly aws?: readonly SynthesizedStack[];
  readonly terraform?: readonly SynthesizedStack[];
  /** Directories that were published; what is being synthesized is none yet. */
  readonly outputs?: readonly SynthesizedOutput[];
  /** How those differ from a second synthesis, where there was one. */
  readonly comparison?: readonly OutputDifference[];
}

/** Runs every rule whose inputs are there, and returns all findings, waived ones included, in a fixed order. */
export function judge(rules: readonly Rule[], loaded: LoadedTopology, asOf: string, evidence: Evidence): Finding[] {
  const context: RuleContext = { topology: loaded.topology, source: loaded.source, outputs: loaded.outputs, asOf };
  const findings = rules.flatMap((rule) => [...violations(rule, context, evidence)].map((violation) => findingOf(rule, violation, loaded, asOf)));
  return sortFindings(unique(findings));
}

function* violations(rule: Rule, context: RuleContext, evidence: Evidence): Iterable<Violation> {
  if (rule.topology !== undefined) yield* rule.topology(context);
  if (rule.aws !== undefined && evidence.aws !== undefined) yield* rule.aws(evidence.aws, context);
  if (rule.terraform !== undefined && evidence.terraform !== undefined) yield* rule.terraform(evidence.terraform, context);
  if (rule.outputs !== undefined && evidence.outputs !== undefined) yield* rule.outputs(evidence.outputs, context);
  if (rule.comparison !== undefined && evidence.comparison !== undefined) yield* rule.comparison(evidence.comparison, context);
  for (const stack of [...(evidence.aws ?? []), ...(evidence.terraform ?? [])]) {
    if (rule.stack !== undefined) yield* rule.stack(stack, context);
    if (rule.resource === undefined) continue;
    for (const resource of stack.resources) yield* rule.resource(resource, context);
  }
}

function findingOf(rule: Rule, violation: Violation, loaded: LoadedTopology, asOf: string): Finding {
  const { file, line, column } = loaded.source.locate(pathSegments(violation.path));
  const stack = violation.named?.stack ?? (violation.resource?.stack ?? violation.stack)?.name;
  const resource = violation.named?.resource ?? violation.resource?.id;
  const severity = violation.severity ?? rule.severity;
  const waiver = severity === 'fatal' ? undefined : waiverFor(rule, violation.path, loaded.waivers, asOf);
  return {
    rule: rule.id,
    severity,
    path: violation.path,
    file,
    line,
    column,
    ...(stack !== undefined && { stack }),
    ...(resource !== undefined && { resource }),
    message: violation.message,
    fix: violation.fix ?? rule.fix,
    ...(waiver && { waivedBy: waiver.owner }),
  };
}

/** `workloads.variable.route[1]` as the keys and indices to walk. */
export function pathSegments(path: string): PathSegment[] {
  return path.split('.').flatMap((part) => {
    const [, key = part, indices = ''] = /^([^[]*)((?:\[\d+\])*)$/.exec(part) ?? [];
    return [key, ...[...indices.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]))];
  });
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
