import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { UnboundResource } from '../../unbound/unbound-resource.js';

/** Attributes of each type that modules emit, as the provider's documentation has them. No binding of CDK for Terraform has them: tests/support/ibm-schema.yaml. */
export interface IbmTypes {
  /** An instance of a service. */
  readonly ibm_resource_instance: {
    readonly name: string;
    readonly service: string;
    readonly plan: string;
    readonly location: string;
    readonly resource_group_id: string;
    readonly tags: readonly string[];
  };
  /** An identity that is no person. */
  readonly ibm_iam_service_id: { readonly name: string; readonly description: string };
  /** A trusted profile. */
  readonly ibm_iam_trusted_profile: { readonly name: string; readonly description: string };
  /** Who may take a profile. */
  readonly ibm_iam_trusted_profile_identity: {
    readonly profile_id: string;
    readonly identifier: string;
    readonly identity_type: 'serviceid';
    readonly type: 'serviceid';
  };
  /** What a profile may. */
  readonly ibm_iam_trusted_profile_policy: {
    readonly profile_id: string;
    readonly roles: readonly string[];
    readonly resources: readonly { readonly service: string; readonly resource_instance_id: string }[];
  };
}

/** A resource of IBM's provider. */
export class IbmResource<Type extends keyof IbmTypes> extends UnboundResource {
  constructor(scope: Construct, id: string, type: Type, attributes: IbmTypes[Type], meta: TerraformMetaArguments = {}) {
    super(scope, id, type, attributes, meta);
  }
}
