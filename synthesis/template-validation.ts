import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
  type PolicyValidationStack,
  type PolicyViolation,
} from 'aws-cdk-lib/core';

/** What is wrong with one template, each with the one resource that it is about. */
type TemplateViolations = readonly PolicyViolation[];

/**
 * CDK's own validation of templates, with a memory: of two sides that are compared most templates are the same, and the
 * verdict on a template depends on its content, account and region alone. To be registered with the applications of one
 * process; it then replaces the instance that CDK would add.
 */
export class RememberingValidation extends CloudFormationValidatePlugin {
  private readonly known = new Map<string, TemplateViolations>();

  override validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const keys = context.stackTemplates.map(keyOf);
    const unseen = context.stackTemplates.filter((_, index) => !this.known.has(keys[index] ?? ''));
    if (unseen.length > 0) {
      const { violations } = super.validate({ ...context, stackTemplates: unseen });
      for (const stack of unseen) this.known.set(keyOf(stack), violationsOf(stack, violations));
    }
    const all = context.stackTemplates.flatMap((stack, index) => (this.known.get(keys[index] ?? '') ?? []).map((violation) => placed(violation, stack)));
    return { success: all.every(({ severity }) => severity !== 'error' && severity !== 'fatal'), violations: all };
  }
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
