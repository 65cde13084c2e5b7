import type { HostField } from '../../topology/path.js';

/** Calls of a model on Bedrock, which count against tokens a minute; hosts of one account, region, model and mode share one quota. */
export interface TokenLoad {
  readonly of: 'tokens on Bedrock';
  /** Id of the model in the topology. */
  readonly model: string;
  readonly mode: 'in-region' | 'geographic';
  /** What the host says it was granted, and the field that says so. */
  readonly declared: number | undefined;
  readonly field: HostField;
}

/** How much of a provider's quota a topology uses up at its largest, in one account and region. */
export interface QuotaNeed {
  /** AWS account id, Google project or Azure subscription. */
  readonly account: string;
  readonly region: string;
  readonly service: string;
  /** The provider's own id of the quota, where it is known. */
  readonly quotaCode?: string;
  readonly name: string;
  readonly needed: number;
  readonly unit: 'vCPU' | 'accelerator' | 'token per minute' | 'text unit per second' | 'concurrent execution';
  /** Topology paths that ask for it. */
  readonly because: readonly string[];
}
