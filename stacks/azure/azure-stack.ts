import { Aspects } from 'cdktf';
import type { Construct } from 'constructs';
import { AzureProvider } from '../../constructs/azure/provider/azure-provider.js';
import { TagAspect } from '../../constructs/azure/provider/tag-aspect.js';
import { type TagSubject, tagsFor } from '../../derived/tags.js';
import { providerPin } from '../../facts/providers.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import type { AzureAccount } from '../../topology/schema/accounts.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { BlueprintTerraformStack } from '../terraform-stack.js';

export interface AzureStackOptions {
  readonly account: string;
  /** Kind of stack, such as `azure-foundry`, then what tells it from others of its kind. */
  readonly name: readonly [StackKind, ...string[]];
  /** Topology path that the stack as a whole comes from. */
  readonly origin: string;
  /** Whose tags everything in the stack carries. */
  readonly tags: TagSubject;
  /**
   * Resource providers that it uses and others do not.
   * @default - none
   */
  readonly registers?: readonly string[];
}

/** A root module for one subscription, tagged for finance. */
export abstract class AzureStack extends BlueprintTerraformStack {
  protected readonly account: AzureAccount;

  constructor(scope: Construct, context: StackContext, options: AzureStackOptions) {
    super(scope, context, { cloud: 'azure', account: options.account, name: options.name, origin: options.origin });
    this.account = entity(context.topology.accounts.azure, options.account);
    new AzureProvider(this, 'Provider', {
      version: providerPin('azurerm').version,
      subscriptionId: this.account.subscription,
      tenantId: this.account.tenant,
      ...(options.registers !== undefined && { registers: options.registers }),
    });
    Aspects.of(this).add(new TagAspect(tagsFor(context.topology, options.tags)));
  }

  /** Resource id of the subscription. */
  protected get subscriptionId(): string {
    return `/subscriptions/${this.account.subscription}`;
  }
}
