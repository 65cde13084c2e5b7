import type { Evidence } from '../../../policy/engine.js';
import { judge } from '../../../policy/engine.js';
import type { Finding } from '../../../policy/finding.js';
import type { Rule } from '../../../policy/rule.js';
import type { LoadedTopology } from '../../../topology/load.js';

/** How a mutation was judged, and the rule that said so first. */
export type Answer = { readonly said: 'refused' | 'warned' | 'broke'; readonly rule: string; readonly message: string } | { readonly said: 'nothing' };

/** Judges mutated evidence of one topology by what its own does not bring. */
export class Judge {
  private readonly known: ReadonlySet<string>;
  /** Rules that noticed most recently first: what was noticed is judged no further. */
  private order: readonly Rule[];

  constructor(
    rules: readonly Rule[],
    private readonly loaded: LoadedTopology,
    private readonly asOf: string,
    readonly evidence: Evidence,
  ) {
    this.order = rules;
    this.known = new Set(judge(rules, loaded, asOf, evidence).map(keyOf));
  }

  /** The first refusal; without one, a warning. */
  answer(evidence: Evidence): Answer {
    const changed = this.changed(evidence);
    let warning: Answer = { said: 'nothing' };
    for (const rule of this.order) {
      const found = this.newFindings(rule, evidence, changed);
      if (found instanceof Error) return { said: 'broke', rule: rule.id, message: found.message };
      const refusal = found.find(({ severity }) => severity !== 'warning');
      if (refusal !== undefined) {
        this.order = [rule, ...this.order.filter((one) => one !== rule)];
        return { said: 'refused', rule: rule.id, message: refusal.message };
      }
      if (warning.said === 'nothing' && found[0] !== undefined) warning = { said: 'warned', rule: rule.id, message: found[0].message };
    }
    return warning;
  }

  /** The stacks that are not as they were. */
  private changed({ aws = [], terraform = [] }: Evidence): Evidence {
    const original = new Set([...(this.evidence.aws ?? []), ...(this.evidence.terraform ?? [])]);
    return { aws: aws.filter((stack) => !original.has(stack)), terraform: terraform.filter((stack) => !original.has(stack)) };
  }

  private newFindings(rule: Rule, evidence: Evidence, changed: Evidence): readonly Finding[] | Error {
    const judged = (part: Rule, given: Evidence) => judge([part], this.loaded, this.asOf, given);
    try {
      return [...judged(ofAll(rule), evidence), ...judged(ofOne(rule), changed)].filter(
        (finding) => finding.waivedBy === undefined && !this.known.has(keyOf(finding)),
      );
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** What a rule says of all stacks, together. What it says of the topology no mutation changes. */
function ofAll({ topology: _, stack: __, resource: ___, ...rule }: Rule): Rule {
  return rule;
}

/** What a rule says of a stack or a resource, whatever else there is. */
function ofOne({ id, severity, title, why, fix, stack, resource }: Rule): Rule {
  return { id, severity, title, why, fix, ...(stack && { stack }), ...(resource && { resource }) };
}

function keyOf({ rule, severity, path, stack, resource, message }: Finding): string {
  return JSON.stringify([rule, severity, path, stack, resource, message]);
}
