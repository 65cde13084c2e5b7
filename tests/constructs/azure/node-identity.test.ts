import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('azure-fleet-us-nd', 'examples/azure-nodes.yaml');

describe('what a node on Azure runs as', () => {
  it('reads weights, their key, images and the API key, each where it is', () => {
    const rights = Object.entries<{ role_definition_name: string; scope: string }>(fleet.resource['azurerm_role_assignment']).flatMap(([id, right]) =>
      id.startsWith('NodeIdentity_') ? [[right.role_definition_name, right.scope.replace(/.*\/providers\//, '')]] : [],
    );
    expect(Object.fromEntries(rights)).toEqual({
      'Storage Blob Data Reader': expect.stringMatching(
        /^Microsoft\.Storage\/storageAccounts\/llamausnd[0-9a-f]{12}\/blobServices\/default\/containers\/weights$/,
      ),
      'Key Vault Reader': expect.stringMatching(/^Microsoft\.KeyVault\/vaults\/us-nd-sign-[a-z0-9-]+\/keys\/signing-1$/),
      AcrPull: 'Microsoft.ContainerRegistry/registries/acmellama',
      'Key Vault Secrets User': expect.stringMatching(/^\$\{azurerm_key_vault\.ApiKey_Vault/),
    });
  });

  it('is the identity that its cloud-init names', () => {
    const identity = inModule(fleet, 'azurerm_user_assigned_identity', 'NodeIdentity_');
    const [text = ''] = Object.values<{ custom_data: string }>(fleet.resource['azurerm_linux_virtual_machine_scale_set']).map(({ custom_data }) =>
      Buffer.from(custom_data, 'base64').toString(),
    );
    expect(text).toContain(`/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identity.name}"`);
  });
});
