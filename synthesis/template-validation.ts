import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
  type PolicyValidationStack,
  type PolicyViolation,
} from 'aws-cdk-lib/core';
import { KeptVerdicts, type TemplateViolations } from './kept-verdicts.js';

/**
 * CDK's own validation of templates, with a memory: of two sides that are compared, and from one run to the next, most templates are the same, and the verdict on
 * a template depends on its content, account and region alone. To be registered with the applications of one process; it then replaces the instance that
 * CDK would add.
 */
export class RememberingValidation extends CloudFormationValidatePlugin {
  constructor(private readonly kept = new KeptVerdicts()) {
    super();
  }

  override get version(): string | undefined {
    return this.kept.validator ?? super.version;
  }

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const keys = context.stackTemplates.map(keyOf);
    const unseen = context.stackTemplates.filter((_, index) => !this.kept.has(keys[index] ?? ''));
    if (unseen.length > 0) {
      const { violations } = super.validate({ ...context, stackTemplates: unseen });
      for (const stack of unseen) this.kept.add(keyOf(stack), violationsOf(stack, violations));
      this.kept.save(super.version ?? '');
    }
    const violations = merged(context.stackTemplates.flatMap((stack, index) => this.kept.of(keys[index] ?? '').map((violation) => placed(violation, stack))));
    return { success: violations.every(({ severity }) => severity !== 'error' && severity !== 'fatal'), violations };
  }
}

/** As CDK reports: what is wrong alike in several places is one violation. */
function merged(each: readonly PolicyViolation[]): PolicyViolation[] {
  const found = new Map<string, PolicyViolation>();
  for (const violation of each) {
    const { ruleName, severity, description, violatingResources } = violation;
    const key = JSON.stringify([ruleName, severity, description]);
    const same = found.get(key);
    found.set(key, same === undefined ? violation : { ...same, violatingResources: [...same.violatingResources, ...violatingResources] });
  }
  return [...found.values()];
}

function keyOf({ templatePath, accountId, region }: PolicyValidationStack): string {
  return createHash('sha256').update(`${accountId} ${region}\0`).update(readFileSync(templatePath)).digest('hex');
}

function violationsOf({ templatePath }: PolicyValidationStack, violations: readonly PolicyViolation[]): TemplateViolations {
  return violations.flatMap((violation) =>
    violation.violatingResources
      .filter((resource) => resource.templatePath === templatePath)
      .map((resource) => ({ ...violation, violatingResources: [resource] })),
  );
}

/** A remembered violation, told of the stack that has the same template now. */
function placed(violation: PolicyViolation, { templatePath, stackConstructPath }: PolicyValidationStack): PolicyViolation {
  const violatingResources = violation.violatingResources.map((resource) => ({
    ...resource,
    templatePath,
    ...(resource.constructPath !== undefined && { constructPath: stackConstructPath }),
  }));
  return { ...violation, violatingResources };
}
