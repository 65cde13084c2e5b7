import type { Construct } from 'constructs';
import { PinnedGoogleProvider } from '../../constructs/google/provider/pinned-google-provider.js';
import { type TagSubject, type Tags, tagsFor } from '../../derived/tags.js';
import { providerPin } from '../../facts/providers.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { BlueprintTerraformStack } from '../terraform-stack.js';

export interface GoogleStackOptions {
  /** Alias of the account. */
  readonly account: string;
  /** Region of whatever names none. */
  readonly region: string;
  /** Kind of stack, such as `google-vertex`, then what tells it from others of its kind. */
  readonly name: readonly [StackKind, ...string[]];
  /** Topology path that the stack as a whole comes from. */
  readonly origin: string;
  /** Whose labels everything in the stack carries. */
  readonly tags: TagSubject;
}

/** A Terraform root module of one Google account, with its provider pinned and finance's labels on it. */
export abstract class GoogleStack extends BlueprintTerraformStack {
  protected readonly labels: Tags;

  constructor(scope: Construct, context: StackContext, options: GoogleStackOptions) {
    super(scope, context, { cloud: 'google', account: options.account, name: options.name, origin: options.origin });
    this.labels = tagsFor(context.topology, options.tags);
    new PinnedGoogleProvider(this, 'google', {
      project: entity(context.topology.accounts.google, options.account).project,
      region: options.region,
      version: providerPin('google').version,
      labels: this.labels,
    });
  }
}
