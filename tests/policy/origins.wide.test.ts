import { describe, expect, it } from 'vitest';
import { resourceOf, terraformResourceOf, type Written } from '../support/documents.js';
import { decidedByOrigins, found } from '../support/forged-origins.js';
import { evidenceOf, mutated } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';

describe('the index of topology paths beside an output gives findings their lines and decides nothing', () => {
  it.each(topologies)('in %s', (_, file) => {
    const loaded = topologyWith([], file);
    expect(decidedByOrigins(loaded, evidenceOf(loaded))).toEqual([]);
  });

  it.each([
    [
      'a commit of weights',
      'aws-fleet-eu-fleet',
      (document: Written) => {
        resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.UserData = 'none';
      },
    ],
    [
      'a role of another workload',
      'aws-identity',
      (document: Written) => {
        const tags = resourceOf(document, 'AWS::IAM::Role').Tags;
        tags.find(({ Key }: { Key: string }) => Key === 'workload').Value = 'variable';
      },
    ],
    [
      'a sku of Azure',
      'azure-foundry-dev-foundry',
      (document: Written) => {
        terraformResourceOf(document, 'azurerm_cognitive_deployment').sku.name = 'Standard';
      },
    ],
  ])('finds %s changed all the same', (_, stack, change) => {
    const loaded = topologyWith();
    const evidence = mutated(evidenceOf(loaded), stack, change);
    const expected = found(loaded, evidence);
    expect(expected.length).toBeGreaterThan(found(loaded, evidenceOf(loaded)).length);
    expect(decidedByOrigins(loaded, evidence)).toEqual([]);
  });
});
