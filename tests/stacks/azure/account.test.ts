import { describe, expect, it } from 'vitest';
import { foundryHost, referenceContext, resources, synthesize } from '../../support/azure-stacks.js';
import type { Json } from '../../support/documents.js';

const name = 'acme-dev-azure-account';

/** Parameters of each assignment by its name. */
function parameters(stack: Json): Record<string, Json> {
  return Object.fromEntries(
    resources(stack, 'azurerm_subscription_policy_assignment').map(([, assignment]) => [
      assignment.name,
      Object.fromEntries(Object.entries(JSON.parse(assignment.parameters ?? '{}') as Json).map(([key, value]) => [key, (value as Json).value])),
    ]),
  );
}

describe('AzureAccountStack', () => {
  it('allows the regions, model and sku of the hosts and nothing else', () => {
    expect(parameters(synthesize(referenceContext())[name])).toEqual({
      'acme-group-locations': { listOfAllowedLocations: ['swedencentral'] },
      'acme-local-auth': { effect: 'Deny' },
      'acme-locations': { listOfAllowedLocations: ['swedencentral'] },
      'acme-models': { effect: 'Deny', allowedPublishers: [], allowedAssetIds: ['/models/Llama-3.3-70B-Instruct/versions/9'] },
      'acme-public-access': {},
      'acme-skus': { allowedSkus: ['GlobalStandard'] },
    });
  });

  it('denies other skus of deployments, in a mode that sees them', () => {
    const [definition] = resources(synthesize(referenceContext())[name], 'azurerm_policy_definition').flatMap(([, one]) =>
      one.name === 'acme-deployment-skus' ? [one] : [],
    );
    expect(definition.mode).toBe('All');
    expect(JSON.parse(definition.policy_rule)).toEqual({
      if: {
        allOf: [
          { field: 'type', equals: 'Microsoft.CognitiveServices/accounts/deployments' },
          { field: 'Microsoft.CognitiveServices/accounts/deployments/sku.name', notIn: "[parameters('allowedSkus')]" },
        ],
      },
      // biome-ignore lint/suspicious/noThenProperty: the policy language calls it so
      then: { effect: 'deny' },
    });
  });

  it('covers every host of the subscription', () => {
    const context = referenceContext();
    context.topology.hosts.second = { ...foundryHost(context.topology), region: 'francecentral', sku: 'DataZoneStandard', modelVersion: '5' };
    expect(parameters(synthesize(context)[name])).toMatchObject({
      'acme-locations': { listOfAllowedLocations: ['francecentral', 'swedencentral'] },
      'acme-models': { allowedAssetIds: ['/models/Llama-3.3-70B-Instruct/versions/5', '/models/Llama-3.3-70B-Instruct/versions/9'] },
      'acme-skus': { allowedSkus: ['DataZoneStandard', 'GlobalStandard'] },
    });
  });

  it('is made only by the topology that owns the subscription', () => {
    const context = referenceContext();
    Object.assign(context.topology.accounts.azure.dev ?? {}, { owns: false });
    const stacks = synthesize(context);
    expect(stacks).not.toHaveProperty(name);
    expect(resources(stacks['acme-dev-azure-finance'], 'azurerm_cost_anomaly_alert')).toEqual([]);
  });
});
