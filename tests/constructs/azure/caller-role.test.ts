import { expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

it('a caller of Foundry completes chats: it lists no key, reads no file and touches nothing of the control plane', () => {
  const { permissions, scope, assignable_scopes } = inModule(written('azure-foundry-dev-foundry'), 'azurerm_role_definition');
  expect(permissions).toEqual([
    {
      data_actions: [
        'Microsoft.CognitiveServices/accounts/MaaS/chat/completions/action',
        'Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action',
      ],
    },
  ]);
  expect([scope, ...assignable_scopes]).toEqual(Array(2).fill('${azurerm_resource_group.ResourceGroup.id}'));
});
