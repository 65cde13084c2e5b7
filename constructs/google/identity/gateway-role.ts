import { ProjectIamCustomRole } from '@cdktf/provider-google/lib/project-iam-custom-role/index.js';
import type { Construct } from 'constructs';

export interface GatewayRoleProps {
  /** Project that it is made in. */
  readonly project: string;
  /** 3 to 64 letters, digits, underscores and dots. A deleted id stays taken for 37 days. */
  readonly roleId: string;
  /** What asking the models of the project takes, such as `aiplatform.endpoints.predict`. */
  readonly permissions: readonly string[];
}

/** The least that an answer takes. Predefined roles that allow `predict` also allow to create, tune and delete models. */
export class GatewayRole extends ProjectIamCustomRole {
  constructor(scope: Construct, id: string, props: GatewayRoleProps) {
    super(scope, id, {
      project: props.project,
      roleId: props.roleId,
      title: 'Llama gateway',
      permissions: [...new Set(props.permissions)].sort(),
    });
  }
}
