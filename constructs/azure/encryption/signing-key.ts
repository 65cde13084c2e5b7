import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key/index.js';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment/index.js';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';

export interface SigningKeyProps {
  /** Name of the key. */
  readonly name: string;
  /** Resource id of the vault. */
  readonly vaultId: string;
  /** What the vault's data plane is reached by. */
  readonly after: readonly ITerraformDependable[];
  /**
   * Who signs manifests: object id of an identity, and the role that lets it.
   * @default - nobody: no ingest is declared
   */
  readonly signer: { readonly principalId: string; readonly roleId: string } | undefined;
}

/** The key on P-256 that manifests are signed with. It is not rotated: a node checks every manifest with the newest version, and older ones would fail. */
export class SigningKey extends Construct {
  constructor(scope: Construct, id: string, props: SigningKeyProps) {
    super(scope, id);
    const key = new KeyVaultKey(this, 'Key', {
      name: props.name,
      keyVaultId: props.vaultId,
      keyType: 'EC',
      curve: 'P-256',
      keyOpts: ['sign', 'verify'],
      dependsOn: [...props.after],
      lifecycle: { preventDestroy: true },
    });
    if (props.signer === undefined) return;
    new RoleAssignment(this, 'Signer', {
      scope: key.resourceVersionlessId,
      roleDefinitionId: props.signer.roleId,
      principalId: props.signer.principalId,
      principalType: 'ServicePrincipal',
    });
  }
}
