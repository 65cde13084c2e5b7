import { CloudQuotasQuotaPreference } from '@cdktf/provider-google/lib/cloud-quotas-quota-preference/index.js';
import type { Construct } from 'constructs';

export interface ServingQuotaProps {
  readonly project: string;
  readonly name: string;
  readonly service: string;
  readonly quotaId: string;
  readonly region: string;
  /**
   * Family of GPUs, where one quota counts several.
   * @default - the quota counts one kind
   */
  readonly gpuFamily: string | undefined;
  /** Accelerators wanted in the region, at most. */
  readonly accelerators: number;
  /** Why the project needs them. */
  readonly justification: string;
  /** Whom Google asks. The address must belong to a Google account that may change quotas of the project. */
  readonly contactEmail: string | undefined;
}

/** Asks Google for accelerator quota. Granting is Google's: an accepted preference is not yet a raised quota. */
export class ServingQuota extends CloudQuotasQuotaPreference {
  constructor(scope: Construct, id: string, props: ServingQuotaProps) {
    super(scope, id, {
      parent: `projects/${props.project}`,
      name: props.name,
      service: props.service,
      quotaId: props.quotaId,
      dimensions: { region: props.region, ...(props.gpuFamily !== undefined && { gpu_family: props.gpuFamily }) },
      quotaConfig: { preferredValue: String(props.accelerators) },
      justification: props.justification,
      contactEmail: props.contactEmail,
    });
  }
}
