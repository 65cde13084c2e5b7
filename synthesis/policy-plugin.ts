import { readFileSync } from 'node:fs';
import { type IPolicyValidationContext, type IPolicyValidationPlugin, type PolicyValidationPluginReport, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { cloudFormationStack, type OriginIndex, type SynthesizedStack } from '../evidence/synthesized/stack.js';
import { judge } from '../policy/engine.js';
import type { Finding } from '../policy/finding.js';
import { rules } from '../policy/rules.js';
import type { LoadedTopology } from '../topology/load.js';
import { readAssets } from './read-assets.js';

export interface BlueprintPolicyOptions {
  readonly loaded: LoadedTopology;
  readonly asOf: string;
  readonly origins: (root: IConstruct) => OriginIndex;
}

/**
 * The policy engine inside `cdk synth`. Waivers are applied here; what remains of severity fatal or error is handed to
 * CDK as `fatal` with a construct of its own, because CDK lets an `error` be acknowledged away and drops a violation
 * that names no construct.
 */
export class BlueprintPolicy implements IPolicyValidationPlugin {
  readonly name = 'Blueprint policy';
  readonly ruleIds = rules.map((rule) => rule.id);

  constructor(private readonly options: BlueprintPolicyOptions) {}

  validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { loaded, asOf, origins } = this.options;
    const stacks = context.appConstruct.node.findAll().filter(Stack.isStack);
    const index = origins(context.appConstruct);
    const findings = judge(rules, loaded, asOf, { aws: stacks.map((stack) => synthesizedStack(stack, context, index)) });
    const open = findings.filter((finding) => finding.waivedBy === undefined && finding.severity !== 'warning');
    return {
      success: open.length === 0,
      violations: open.map((finding) => ({
        ruleName: finding.rule,
        description: `${finding.file}:${finding.line}:${finding.column}: ${finding.message}`,
        severity: 'fatal',
        fix: finding.fix,
        violatingResources: [violatingResource(finding, stacks)],
      })),
    };
  }
}

function synthesizedStack(stack: Stack, context: IPolicyValidationContext, index: OriginIndex): SynthesizedStack {
  const path = context.stackTemplates.find((entry) => entry.stackConstructPath === stack.node.path)?.templatePath;
  if (path === undefined) throw new Error(`no template of ${stack.node.path} among those to validate`);
  const template = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const { stackName: name, account, region, terminationProtection } = stack;
  const facts = { name, account, region, terminationProtection: terminationProtection ?? false, assets: readAssets(path) };
  return cloudFormationStack(facts, template, index);
}

/** The stack of a finding; a finding about the topology alone is shown at the first stack. */
function violatingResource(finding: Finding, stacks: readonly Stack[]) {
  const stack = stacks.find((candidate) => candidate.stackName === finding.stack) ?? stacks[0];
  return { constructPath: stack?.node.path ?? '', locations: finding.resource === undefined ? [] : [finding.resource] };
}
