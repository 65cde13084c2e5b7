import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider/index.js';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';

export interface PinnedCloudflareProviderProps {
  /** Provider version, required exactly. */
  readonly version: string;
}

/**
 * The provider without a setting: it signs in with `CLOUDFLARE_API_TOKEN` of the pipeline's environment, a token of the account and not of a person. In the
 * block it would be in the module and in the state of every plan. https://registry.terraform.io/providers/cloudflare/cloudflare/5.14.0/docs
 */
export class PinnedCloudflareProvider extends Construct {
  constructor(scope: Construct, id: string, props: PinnedCloudflareProviderProps) {
    super(scope, id);
    new CloudflareProvider(this, 'Provider', {});
    TerraformStack.of(this).addOverride('terraform.required_providers.cloudflare.version', props.version);
  }
}
