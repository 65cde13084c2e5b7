import { App } from 'aws-cdk-lib/core';
import type { StackContext } from '../../stacks/context.js';
import type { StackPart } from '../../stacks/stack-part.js';
import { awsParts, awsStacks } from './aws-stacks.js';

export interface AwsAppOptions {
  readonly outdir: string;
  /** Feature flags, as in `cdk.json`. */
  readonly flags: Readonly<Record<string, unknown>>;
}

/** The CDK application of a topology, ready to synthesize. */
export function awsApp(context: StackContext, options: AwsAppOptions, parts: readonly StackPart[] = awsParts(context)): App {
  const app = new App({
    outdir: options.outdir,
    // Stack traces, also those of where stacks were created, would name paths of this machine and take a tenth of the synthesis.
    context: { ...options.flags, 'aws:cdk:disable-creation-stack-traces': true },
    // The command line adds these on its own; said here, output is the same with and without it.
    postCliContext: {
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:version-reporting': false,
    },
    analyticsReporting: false,
    stackTraces: false,
  });
  awsStacks(app, context, parts);
  withoutTraces(app);
  return app;
}

/** What CDK records with a stack trace whatever the application says, such as acknowledged warnings, keeps all but the trace. */
function withoutTraces(app: App): void {
  for (const construct of app.node.findAll()) {
    for (const entry of construct.node.metadata) delete (entry as { trace?: unknown }).trace;
  }
}
