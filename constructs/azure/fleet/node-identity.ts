import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity/index.js';
import { Construct } from 'constructs';

export interface NodeIdentityProps {
  /** Name of the identity. */
  readonly name: string;
  /** Resource group that it is made in. */
  readonly resourceGroupName: string;
  /** Region of the fleet. */
  readonly location: string;
  /** Resource id of the container with the weights. */
  readonly weightsContainerId: string;
  /** Resource id of the key that signs manifests. */
  readonly signingKeyId: string;
  /** Resource id of the registry of the images. */
  readonly registryId: string;
  /** Resource id of the vault that holds the API key and nothing else. */
  readonly apiKeyVaultId: string;
}

/** What a GPU node may: read weights, the public half of the key that proves them, its images, and the API key. */
export class NodeIdentity extends Construct {
  /** Resource id. */
  readonly id: string;

  constructor(scope: Construct, id: string, props: NodeIdentityProps) {
    super(scope, id);
    const { name, resourceGroupName, location } = props;
    const identity = new UserAssignedIdentity(this, 'Identity', { name, resourceGroupName, location });
    this.id = identity.id;
    const rights: Readonly<Record<string, readonly [role: string, scope: string]>> = {
      Weights: ['Storage Blob Data Reader', props.weightsContainerId],
      SigningKey: ['Key Vault Reader', props.signingKeyId],
      Images: ['AcrPull', props.registryId],
      ApiKey: ['Key Vault Secrets User', props.apiKeyVaultId],
    };
    for (const [right, [roleDefinitionName, on]] of Object.entries(rights)) {
      new RoleAssignment(this, right, { scope: on, roleDefinitionName, principalId: identity.principalId, principalType: 'ServicePrincipal' });
    }
  }
}
