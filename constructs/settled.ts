import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/** Seconds until what a cloud has confirmed is known everywhere. A provider returns before that, and offers no setting that waits. */
export const settling = {
  /** A grant on Google: typically 2 minutes, 7 and more at times. https://cloud.google.com/iam/docs/access-change-propagation */
  googleGrant: 420,
  /** An API that was switched on: "wait a few minutes", says the refusal; no page gives a figure, so this one is unconfirmed. */
  googleApi: 120,
  /** A log-based metric is unknown to alerting for up to 10 minutes, says the refusal of an alert policy. */
  googleLogMetric: 600,
  /** A role on a key vault: up to 10 minutes, by https://github.com/Azure/devops-governance/issues/22. */
  azureRole: 600,
  /**
   * A Foundry account that answers `Succeeded` while the network still sees `Accepted`. 30 to 60 seconds are reported, so this is twice as long;
   * no page gives a figure. https://github.com/hashicorp/terraform-provider-azurerm/issues/31712
   */
  azureAccount: 120,
} as const;

/**
 * Waits, once, after some resources are made, for those that need them to be known everywhere. A resource that is replaced is waited for again.
 *
 * Built into Terraform: no provider more (docs/adr/0061-first-applies-wait.md). The machine that applies must have `sleep`.
 * Not cdktf's own `DataResource`: that one starts `terraform version` at every synthesis, which then fails wherever there is no Terraform.
 */
export class Settled extends TerraformResource {
  private readonly triggers: Record<string, string>;

  constructor(scope: Construct, id: string, resources: readonly TerraformResource[], seconds: number) {
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      terraformGeneratorMetadata: { providerName: 'terraform' },
      provisioners: [{ type: 'local-exec', command: `sleep ${seconds}` }],
    });
    this.triggers = Object.fromEntries(resources.map((resource, index) => [index, resource.getStringAttribute('id')]));
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers_replace: this.triggers };
  }
}
