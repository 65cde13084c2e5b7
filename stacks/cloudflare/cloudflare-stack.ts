import type { Construct } from 'constructs';
import { PinnedCloudflareProvider } from '../../constructs/cloudflare/provider/pinned-cloudflare-provider.js';
import { providerPin } from '../../facts/providers.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { BlueprintTerraformStack } from '../terraform-stack.js';

export interface CloudflareStackOptions {
  /** Alias of the account. */
  readonly account: string;
  readonly name: readonly [StackKind, ...string[]];
  /** Topology path that the stack as a whole comes from. */
  readonly origin: string;
}

/** A root module for one account. Every resource there names the account itself: the provider has none. */
export abstract class CloudflareStack extends BlueprintTerraformStack {
  protected readonly accountId: string;

  constructor(scope: Construct, context: StackContext, options: CloudflareStackOptions) {
    super(scope, context, { cloud: 'cloudflare', ...options });
    this.accountId = entity(context.topology.accounts.cloudflare, options.account).accountId;
    new PinnedCloudflareProvider(this, 'Provider', { version: providerPin('cloudflare').version });
  }
}
