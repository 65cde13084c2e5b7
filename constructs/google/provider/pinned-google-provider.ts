import { GoogleProvider } from '@cdktf/provider-google/lib/provider/index.js';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

export interface PinnedGoogleProviderProps {
  /** Project of whatever names none. */
  readonly project: string;
  /**
   * Default region. Always given: the Model Garden deployment has a `location` of its own, yet fails without a
   * region on the provider.
   */
  readonly region: string;
  /** Exact provider version that the emitted fields were checked against. */
  readonly version: string;
  /** Labels for every resource of the stack whose type takes labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The one `google` provider of a stack, at an exact version above the one its binding was generated from. */
export class PinnedGoogleProvider extends GoogleProvider {
  constructor(scope: Construct, id: string, props: PinnedGoogleProviderProps) {
    super(scope, id, {
      project: props.project,
      region: props.region,
      // Organization policy, quota, budget and perimeter APIs refuse user credentials that name no quota project.
      billingProject: props.project,
      userProjectOverride: true,
    });
    // Not through the constructor: cdktf writes keys inside provider blocks in snake case, `cost-center` as `cost_center`.
    this.addOverride('default_labels', { ...props.labels });
    TerraformStack.of(this).addOverride('terraform.required_providers.google.version', props.version);
  }
}
