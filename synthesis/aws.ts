import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IPolicyValidationPlugin } from 'aws-cdk-lib/core';
import { type App, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { originOf } from '../constructs/origin.js';
import { isUnwritable } from '../derived/crowded-stacks.js';
import type { OriginIndex } from '../evidence/synthesized/stack.js';
import type { AwsPlace } from '../planner/before-deployment.js';
import type { ReservingFunction } from '../planner/execution-quotas.js';
import { InputError } from '../topology/error.js';
import type { LoadedTopology } from '../topology/load.js';
import { awsApp } from './apps/aws.js';
import { writeBeforeDeploymentFile } from './before-deployment-file.js';
import { writeBlueprintFile } from './blueprint-file.js';
import { collectOrigins } from './origins.js';
import { writeQuotaFile } from './quota-file.js';
import { withReservedMemory } from './validator-memory.js';

export interface AwsSynthesisOptions {
  readonly outdir: string;
  /** Feature flags, as in `cdk.json`. */
  readonly flags: Readonly<Record<string, unknown>>;
  /**
   * Judges the templates as part of the synthesis.
   * @default - the templates are written unjudged
   */
  readonly plugin?: (origins: (root: IConstruct) => OriginIndex) => IPolicyValidationPlugin;
  /**
   * Validates templates instead of the instance that CDK adds.
   * @default - CDK's own, unless its validation is switched off
   */
  readonly validation?: IPolicyValidationPlugin;
}

/** Writes the cloud assembly of a topology, with `blueprint.json`, `quotas.json` and `before-deployment.json` in it. Throws what CDK throws when its validation fails. */
export function synthesizeAws(loaded: LoadedTopology, options: AwsSynthesisOptions): void {
  // Commands that report findings ask first; to the others it is input that they cannot use.
  if (isUnwritable(loaded.topology))
    throw new InputError([
      { message: `${loaded.source.file}: stacks that cannot be written. "blueprint check" says which (capacity/service-limits, state/one-name).` },
    ]);
  const app = awsApp({ topology: loaded.topology, outputs: loaded.outputs }, options);
  if (options.plugin !== undefined) Validations.of(app).addPlugins(options.plugin(cloudFormationOrigins));
  if (options.validation !== undefined) Validations.of(app).addPlugins(options.validation);
  try {
    withReservedMemory(() => app.synth());
  } finally {
    writeQuotaFile(options.outdir, loaded.topology, functionsIn(app));
    writeBeforeDeploymentFile(options.outdir, loaded, placesIn(app));
    writeBlueprintFile(options.outdir, loaded, cloudFormationOrigins(app));
  }
}

function placesIn(app: App): AwsPlace[] {
  return app.node.children.flatMap((stack) => (Stack.isStack(stack) ? [{ account: stack.account, region: stack.region }] : []));
}

function functionsIn(app: App): ReservingFunction[] {
  return app.node.findAll().flatMap((one) => {
    if (!(one instanceof CfnFunction) || one.reservedConcurrentExecutions === undefined) return [];
    const { account, region } = Stack.of(one);
    return [{ account, region, executions: one.reservedConcurrentExecutions, origin: originOf(one) ?? 'topology' }];
  });
}

/** Which part of the topology asked for each CloudFormation stack and resource. */
export function cloudFormationOrigins(root: IConstruct): OriginIndex {
  return collectOrigins(root, (construct) => {
    if (Stack.isStack(construct)) return { stack: construct.stackName };
    if (!CfnResource.isCfnResource(construct)) return undefined;
    return { stack: construct.stack.stackName, resource: String(construct.stack.resolve(construct.logicalId)) };
  });
}

/** Whether CDK threw because validation failed. Templates and report are written by then. */
export function isValidationFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationFailed';
}
