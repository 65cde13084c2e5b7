import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const account = written('dev-azure-account');

describe('the boundary of a subscription', () => {
  it('allows the location, the skus and the models of the topology', () => {
    const parameters = (name: string) => JSON.parse(inModule(account, 'azurerm_subscription_policy_assignment', `Boundary_${name}_`).parameters);
    expect(parameters('Locations')).toEqual({ listOfAllowedLocations: { value: ['swedencentral'] } });
    expect(parameters('Models')).toEqual({
      effect: { value: 'Deny' },
      allowedPublishers: { value: [] },
      allowedAssetIds: { value: ['/models/Llama-3.3-70B-Instruct/versions/9'] },
    });
    expect(parameters('Skus')).toEqual({ allowedSkus: { value: ['GlobalStandard'] } });
    expect(inModule(account, 'azurerm_policy_definition').policy_rule).toContain('deny');
  });
});
