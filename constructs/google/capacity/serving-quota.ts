import { CloudQuotasQuotaPreference } from '@cdktf/provider-google/lib/cloud-quotas-quota-preference/index.js';
import type { Construct } from 'constructs';

/** A quota that accelerators count against. */
export interface AcceleratorQuota {
  /** API that has it, such as `compute.googleapis.com`. */
  readonly service: string;
  /** Id of the quota at that API. */
  readonly id: string;
  /**
   * Family of GPUs, where one quota counts several.
   * @default - the quota counts one kind
   */
  readonly gpuFamily?: string | undefined;
}

export interface ServingQuotaProps {
  /** Project that the quota is of. */
  readonly project: string;
  /** Name of the preference, unique in the project. */
  readonly name: string;
  /** Which quota. */
  readonly quota: AcceleratorQuota;
  /** Region that it counts in. */
  readonly region: string;
  /** Accelerators wanted in the region, at most. */
  readonly accelerators: number;
  /** Why the project needs them. */
  readonly justification: string;
  /**
   * Whom Google asks. The address must belong to a Google account that may change quotas of the project.
   * @default - nobody: Google may refuse without a question
   */
  readonly contactEmail?: string | undefined;
}

/** Asks Google for accelerator quota. Granting is Google's: an accepted preference is not yet a raised quota. */
export class ServingQuota extends CloudQuotasQuotaPreference {
  constructor(scope: Construct, id: string, props: ServingQuotaProps) {
    const { quota } = props;
    super(scope, id, {
      parent: `projects/${props.project}`,
      name: props.name,
      service: quota.service,
      quotaId: quota.id,
      dimensions: { region: props.region, ...(quota.gpuFamily !== undefined && { gpu_family: quota.gpuFamily }) },
      quotaConfig: { preferredValue: String(props.accelerators) },
      justification: props.justification,
      contactEmail: props.contactEmail,
    });
  }
}
