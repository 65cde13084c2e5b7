import type { GatewayZone } from '../evidence/gateway/zone.js';
import type { OutputDifference } from '../evidence/synthesized/output-difference.js';
import type { Resource, SynthesizedOutput, SynthesizedStack } from '../evidence/synthesized/stack.js';
import type { SourceDocument } from '../topology/document.js';
import type { Location } from '../topology/error.js';
import type { Outputs } from '../topology/outputs.js';
import type { Topology } from '../topology/schema/topology.js';
import type { Waiver } from '../topology/waivers.js';
import type { Finding } from './finding.js';
import type { Severity } from './severity.js';

export type Family =
  | 'residency'
  | 'data-use'
  | 'encryption'
  | 'licence'
  | 'contract'
  | 'lifecycle'
  | 'capacity'
  | 'cost'
  | 'tags'
  | 'network'
  | 'supply-chain'
  | 'state'
  | 'identity'
  | 'delivery'
  | 'waivers';

/** What a rule knows besides the thing it judges. */
export interface RuleContext {
  readonly topology: Topology;
  readonly source: SourceDocument;
  readonly outputs: Outputs;
  /** Calendar day that dates are compared with, YYYY-MM-DD. */
  readonly asOf: string;
}

/** What a rule of waivers knows besides: what the others found, and which rules there are. */
export interface JudgedContext extends RuleContext {
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
}

/** What a rule found: where in the topology to change it, and what is there. */
export interface Violation {
  /** Topology path, such as `hosts.eu-fleet.region` or `workloads.variable.route[1]`. */
  readonly path: string;
  /** What was found and what is allowed, in one sentence or two. */
  readonly message: string;
  readonly resource?: Resource;
  readonly stack?: SynthesizedStack;
  /** By name, where what is wrong is not there to point at. */
  readonly named?: { readonly stack: string; readonly resource?: string };
  /** @default - the rule's own advice */
  readonly fix?: string;
  /** Place in another file than the topology. @default - that of the path */
  readonly location?: Location;
  /** Where one thing is worse than another, such as an unknown argument that prompts pass through: more than the rule's own. */
  readonly severity?: Severity;
}

export type Violations = Iterable<Violation>;

/**
 * One rule: its text is what people read in findings, in `explain` and in the rule pages. A rule judges through one or
 * more of its functions, and each names the input it needs; every front end runs those whose input it has.
 */
export interface Rule {
  /** `family/name`, and the file is `policy/family/name.ts`. */
  readonly id: `${Family}/${string}`;
  readonly severity: Severity;
  /** The rule in one line, as a demand. */
  readonly title: string;
  /** Why it exists: what happens without it. */
  readonly why: string;
  /** How to satisfy it. */
  readonly fix: string;
  /** Where the demand comes from. */
  readonly source?: string;

  /** Judges the topology by itself. */
  readonly topology?: (context: RuleContext) => Violations;
  /** Judges one resource of either application. */
  readonly resource?: (resource: Resource, context: RuleContext) => Violations;
  /** Judges one stack of either application. */
  readonly stack?: (stack: SynthesizedStack, context: RuleContext) => Violations;
  /** Judges all CloudFormation stacks together. */
  readonly aws?: (stacks: readonly SynthesizedStack[], context: RuleContext) => Violations;
  /** Judges the stacks of both applications together, where both are there. */
  readonly both?: (stacks: readonly SynthesizedStack[], context: RuleContext) => Violations;
  /** Judges outputs that were published, together. */
  readonly outputs?: (outputs: readonly SynthesizedOutput[], context: RuleContext) => Violations;
  /** Judges published outputs by how they differ from what the topology synthesizes to. */
  readonly comparison?: (differences: readonly OutputDifference[], context: RuleContext) => Violations;
  /** Judges the files of all gateways together. */
  readonly gateway?: (zones: readonly GatewayZone[], context: RuleContext) => Violations;
  /** Judges the files of all gateways beside the CloudFormation stacks that serve them and let them call, where both are there. */
  readonly called?: (deployed: { readonly zones: readonly GatewayZone[]; readonly stacks: readonly SynthesizedStack[] }, context: RuleContext) => Violations;
  /** Judges waivers, once all other rules have judged both applications. */
  readonly waivers?: (waivers: readonly Waiver[], context: JudgedContext) => Violations;
  /** Judges all Terraform stacks together. */
  readonly terraform?: (stacks: readonly SynthesizedStack[], context: RuleContext) => Violations;
}
