import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundry = written('azure-foundry-dev-foundry');

describe('a deployment of a model', () => {
  it('is the declared version at the declared sku, and upgrades never by itself', () => {
    expect(inModule(foundry, 'azurerm_cognitive_deployment')).toMatchObject({
      model: { format: 'Meta', name: 'Llama-3.3-70B-Instruct', version: '9' },
      sku: { name: 'GlobalStandard', capacity: 800 },
      version_upgrade_option: 'NoAutoUpgrade',
      rai_policy_name: expect.stringContaining('ContentFilter'),
    });
  });
});
