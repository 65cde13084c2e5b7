import { App } from 'aws-cdk-lib/core';
import type { StackContext } from '../../stacks/context.js';
import { awsStacks } from './aws-stacks.js';

export interface AwsAppOptions {
  readonly outdir: string;
  /** Feature flags, as in `cdk.json`. */
  readonly flags: Readonly<Record<string, unknown>>;
}

/** The CDK application of a topology, ready to synthesize. */
export function awsApp(context: StackContext, options: AwsAppOptions): App {
  const app = new App({
    outdir: options.outdir,
    context: { ...options.flags },
    // The command line adds these on its own; said here, output is the same with and without it.
    postCliContext: {
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:version-reporting': false,
    },
    analyticsReporting: false,
    // They would name lines of the bundle, differ between machines, and take a tenth of the synthesis.
    stackTraces: false,
  });
  awsStacks(app, context);
  return app;
}
