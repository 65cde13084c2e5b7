import { createHash } from 'node:crypto';
import type { GatewayZone } from '../evidence/gateway/zone.js';
import { withoutSecrets } from '../evidence/secrets/hidden.js';
import type { OutputDifference } from '../evidence/synthesized/output-difference.js';
import type { SynthesizedOutput, SynthesizedStack } from '../evidence/synthesized/stack.js';
import type { LoadedTopology } from '../topology/load.js';
import { pathSegments } from '../topology/path-text.js';
import { type Finding, sortFindings } from './finding.js';
import type { Rule, RuleContext, Violation } from './rule.js';
import { waiverFor } from './waiving.js';

/** What there is to judge. An absent part is not judged; an empty one is. */
export interface Evidence {
  readonly aws?: readonly SynthesizedStack[];
  readonly terraform?: readonly SynthesizedStack[];
  /** Zones of the gateway that files were written for. */
  readonly gateway?: readonly GatewayZone[];
  /** Directories that were published; what is being synthesized is none yet. */
  readonly outputs?: readonly SynthesizedOutput[];
  /** How those differ from a second synthesis, where there was one. */
  readonly comparison?: readonly OutputDifference[];
}

/** Runs every rule whose inputs are there, and returns all findings, waived ones included, in a fixed order. */
export function judge(rules: readonly Rule[], loaded: LoadedTopology, asOf: string, evidence: Evidence): Finding[] {
  const context: RuleContext = { topology: loaded.topology, source: loaded.source, outputs: loaded.outputs, asOf };
  const found = rules.flatMap((rule) => [...violations(rule, context, evidence)].map((violation) => findingOf(rule, violation, loaded)));
  const findings = withSubjects(unique(found)).map((finding) => withWaiver(finding, loaded, asOf));
  if (evidence.aws === undefined || evidence.terraform === undefined) return sortFindings(findings);
  // What silences nothing is known only when everything was judged.
  const judged = { ...context, findings, rules };
  const aboutWaivers = rules.flatMap((rule) => [...(rule.waivers?.(loaded.waivers, judged) ?? [])].map((violation) => findingOf(rule, violation, loaded)));
  return sortFindings([...findings, ...withSubjects(unique(aboutWaivers))]);
}

function* violations(rule: Rule, context: RuleContext, evidence: Evidence): Iterable<Violation> {
  if (rule.topology !== undefined) yield* rule.topology(context);
  if (rule.aws !== undefined && evidence.aws !== undefined) yield* rule.aws(evidence.aws, context);
  if (rule.terraform !== undefined && evidence.terraform !== undefined) yield* rule.terraform(evidence.terraform, context);
  if (rule.gateway !== undefined && evidence.gateway !== undefined) yield* rule.gateway(evidence.gateway, context);
  if (rule.called !== undefined && evidence.gateway !== undefined && evidence.aws !== undefined)
    yield* rule.called({ zones: evidence.gateway, stacks: evidence.aws }, context);
  if (rule.both !== undefined && evidence.aws !== undefined && evidence.terraform !== undefined)
    yield* rule.both([...evidence.aws, ...evidence.terraform], context);
  if (rule.outputs !== undefined && evidence.outputs !== undefined) yield* rule.outputs(evidence.outputs, context);
  if (rule.comparison !== undefined && evidence.comparison !== undefined) yield* rule.comparison(evidence.comparison, context);
  for (const stack of [...(evidence.aws ?? []), ...(evidence.terraform ?? [])]) {
    if (rule.stack !== undefined) yield* rule.stack(stack, context);
    if (rule.resource === undefined) continue;
    for (const resource of stack.resources) yield* rule.resource(resource, context);
  }
}

function findingOf(rule: Rule, violation: Violation, loaded: LoadedTopology): Finding {
  const { file, line, column } = violation.location ?? loaded.source.locate(pathSegments(violation.path));
  const stack = violation.named?.stack ?? (violation.resource?.stack ?? violation.stack)?.name;
  const resource = violation.named?.resource ?? violation.resource?.id;
  return {
    rule: rule.id,
    severity: violation.severity ?? rule.severity,
    path: violation.path,
    file,
    line,
    column,
    ...(stack !== undefined && { stack }),
    ...(resource !== undefined && { resource }),
    subject: [stack, resource].filter((name) => name !== undefined).join('/') || violation.path,
    message: withoutSecrets(violation.message, violation.resource?.definition ?? violation.stack?.document),
    fix: violation.fix ?? rule.fix,
  };
}

function withWaiver(finding: Finding, { waivers }: LoadedTopology, asOf: string): Finding {
  const waiver = waiverFor(finding, waivers, asOf);
  return waiver === undefined ? finding : { ...finding, waivedBy: waiver.owner };
}

/** Findings of one rule about one place are told apart by a digest of what they say. */
function withSubjects(findings: readonly Finding[]): Finding[] {
  const key = ({ rule, path, subject }: Finding) => JSON.stringify([rule, path, subject]);
  const times = new Map<string, number>();
  for (const finding of findings) times.set(key(finding), (times.get(key(finding)) ?? 0) + 1);
  return findings.map((finding) => {
    if ((times.get(key(finding)) ?? 0) < 2) return finding;
    return { ...finding, subject: `${finding.subject}#${createHash('sha256').update(finding.message).digest('hex').slice(0, 8)}` };
  });
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
