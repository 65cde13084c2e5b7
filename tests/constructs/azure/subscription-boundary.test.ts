import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const account = written('dev-azure-account');
const assignment = (name: string) => inModule(account, 'azurerm_subscription_policy_assignment', `Boundary_${name}_`);
const builtIn = (id: string) => `/providers/Microsoft.Authorization/policyDefinitions/${id}`;

describe('the boundary of a subscription', () => {
  it('allows the location, the skus and the models of the topology', () => {
    const parameters = (name: string) => JSON.parse(assignment(name).parameters);
    expect(parameters('Locations')).toEqual({ listOfAllowedLocations: { value: ['swedencentral'] } });
    expect(parameters('GroupLocations')).toEqual({ listOfAllowedLocations: { value: ['swedencentral'] } });
    expect(parameters('Models')).toEqual({
      effect: { value: 'Deny' },
      allowedPublishers: { value: [] },
      allowedAssetIds: { value: ['/models/Llama-3.3-70B-Instruct/versions/9'] },
    });
    expect(parameters('Skus')).toEqual({ allowedSkus: { value: ['GlobalStandard'] } });
    expect(inModule(account, 'azurerm_policy_definition', 'Boundary_SkuDefinition').policy_rule).toContain('deny');
  });

  it('denies accounts that answer keys or the internet', () => {
    expect(assignment('LocalAuth')).toMatchObject({
      policy_definition_id: builtIn('71ef260a-8f18-47b7-abcb-62d0673d94dc'),
      parameters: '{"effect":{"value":"Deny"}}',
    });
    expect(JSON.parse(inModule(account, 'azurerm_policy_definition', 'Boundary_PublicAccessDefinition').policy_rule)).toEqual({
      if: {
        allOf: [
          { field: 'type', equals: 'Microsoft.CognitiveServices/accounts' },
          { field: 'Microsoft.CognitiveServices/accounts/publicNetworkAccess', notEquals: 'Disabled' },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: the policy language calls it so
      then: { effect: 'deny' },
    });
    expect(assignment('PublicAccess').policy_definition_id).toMatch(/^\$\{azurerm_policy_definition\.Boundary_PublicAccessDefinition_\w+\.id\}$/);
  });
});
