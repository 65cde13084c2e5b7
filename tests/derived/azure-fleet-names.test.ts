import { describe, expect, it } from 'vitest';
import { existingServices } from '../../derived/azure-existing-services.js';
import { azureFleetNames, azureWeights } from '../../derived/azure-fleet-names.js';
import { azureWeightsNetworks } from '../../derived/azure-weights-networks.js';
import { topologyWith } from '../support/topologies.js';

const { topology } = topologyWith([], 'examples/azure-nodes.yaml');
const groups = '/subscriptions/00000000-0000-4000-8000-00000000000a/resourceGroups';

describe('names of a fleet on Azure', () => {
  // printf us-nd-sign-eastus-00000000 | sha256sum: 328124…; printf '00000000-0000-4000-8000-00000000000a us-nd eastus' | sha256sum: 0821454b6f61…
  it('are those of the stacks that make what it reads', () => {
    const weights = `${groups}/us-nd-weights-eastus/providers`;
    expect(azureWeights(topology, 'gpu', 'eastus')).toMatchObject({
      resourceGroupName: 'us-nd-weights-eastus',
      account: 'llamausnd0821454b',
      containerId: `${weights}/Microsoft.Storage/storageAccounts/llamausnd0821454b/blobServices/default/containers/weights`,
      signingKeyId: `${weights}/Microsoft.KeyVault/vaults/us-nd-sign-eastus-328124/keys/signing-1`,
    });
    expect(azureFleetNames(topology, 'us-nd')).toMatchObject({
      base: 'us-nd-fleet-us-nd',
      nodeIdentity: `${groups}/us-nd-fleet-us-nd/providers/Microsoft.ManagedIdentity/userAssignedIdentities/us-nd-fleet-us-nd-nodes`,
    });
  });
});

describe('what fleets of a network share', () => {
  it('is each registry and each vault once', () => {
    expect(existingServices(topology, 'gpu').map(({ name, subresource }) => `${subresource} ${name}`)).toEqual(['registry acmellama', 'vault acme-tls']);
    const two = structuredClone(topology);
    two.hosts['more'] = structuredClone(two.hosts['us-nd']) as (typeof two.hosts)[string];
    expect(existingServices(two, 'gpu')).toHaveLength(2);
    expect(azureWeightsNetworks(two, 'gpu', 'eastus')).toEqual(['gpu']);
    expect(azureWeightsNetworks(two, 'gpu', 'westus')).toEqual([]);
  });
});
