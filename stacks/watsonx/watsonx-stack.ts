import type { Construct } from 'constructs';
import { IbmProvider } from '../../constructs/watsonx/provider/ibm-provider.js';
import { providerPin } from '../../facts/providers.js';
import type { StackKind } from '../../hosts/shared/stack-kinds.js';
import type { WatsonxAccount } from '../../topology/schema/accounts.js';
import { entity } from '../../topology/views.js';
import type { StackContext } from '../context.js';
import { BlueprintTerraformStack } from '../terraform-stack.js';

export interface WatsonxStackOptions {
  /** Alias of the account. */
  readonly account: string;
  /** Region of IBM Cloud. */
  readonly region: string;
  readonly name: readonly [StackKind, ...string[]];
  /** Topology path that the stack as a whole comes from. */
  readonly origin: string;
}

/** A root module for one account of IBM Cloud. */
export abstract class WatsonxStack extends BlueprintTerraformStack {
  protected readonly account: WatsonxAccount;

  constructor(scope: Construct, context: StackContext, options: WatsonxStackOptions) {
    super(scope, context, { cloud: 'watsonx', ...options });
    this.account = entity(context.topology.accounts.watsonx, options.account);
    new IbmProvider(this, 'Provider', { version: providerPin('ibm').version, region: options.region });
  }
}
