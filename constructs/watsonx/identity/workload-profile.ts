import { Construct } from 'constructs';
import { IbmResource } from '../provider/ibm-resource.js';
import { runtimeService } from '../serving/runtime-instance.js';

export interface WorkloadProfileProps {
  /** Unique in the account. */
  readonly name: string;
  /** What it is for; shown in the console. */
  readonly description: string;
  /** Id of the service ID that may take it: one with a key, since IBM takes no token of AWS. */
  readonly takenBy: string;
  /** The one instance that it may call. */
  readonly instance: string;
  /** Roles that it has there. */
  readonly roles: readonly string[];
}

/** What the gateway of one workload acts as in IBM Cloud: a trusted profile with rights on one instance. The service ID that takes it has none of its own. */
export class WorkloadProfile extends Construct {
  constructor(scope: Construct, id: string, { name, description, takenBy, instance, roles }: WorkloadProfileProps) {
    super(scope, id);
    const profile_id = new IbmResource(this, 'Profile', 'ibm_iam_trusted_profile', { name, description }).attribute('id');
    const identity = { profile_id, identifier: takenBy, identity_type: 'serviceid', type: 'serviceid' } as const;
    new IbmResource(this, 'Trust', 'ibm_iam_trusted_profile_identity', identity);
    const resources = [{ service: runtimeService, resource_instance_id: instance }];
    new IbmResource(this, 'Rights', 'ibm_iam_trusted_profile_policy', { profile_id, roles, resources });
  }
}
