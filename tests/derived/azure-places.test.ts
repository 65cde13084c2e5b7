import { describe, expect, it } from 'vitest';
import { foundryNames, networkPlace } from '../../derived/azure-places.js';
import { topologyWith } from '../support/topologies.js';

const landingZone = 'examples/landing-zone.yaml';
const group = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups';

describe('a network on Azure', () => {
  it('that is made here has a group, a subnet and private zones of its own', () => {
    const own = `${group}/acme-network-foundry/providers/Microsoft.Network`;
    expect(networkPlace(topologyWith().topology, 'foundry')).toEqual({
      resourceGroupName: 'acme-network-foundry',
      networkName: 'acme-network-foundry',
      subnetName: 'endpoints',
      location: 'swedencentral',
      subnetId: `${own}/virtualNetworks/acme-network-foundry/subnets/endpoints`,
      fleetSubnets: {
        front: `${own}/virtualNetworks/acme-network-foundry/subnets/front`,
        nodes: `${own}/virtualNetworks/acme-network-foundry/subnets/nodes`,
      },
      dnsZoneIds: {
        account: [
          `${own}/privateDnsZones/privatelink.cognitiveservices.azure.com`,
          `${own}/privateDnsZones/privatelink.openai.azure.com`,
          `${own}/privateDnsZones/privatelink.services.ai.azure.com`,
        ],
        vault: [`${own}/privateDnsZones/privatelink.vaultcore.azure.net`],
        blob: [`${own}/privateDnsZones/privatelink.blob.core.windows.net`],
        registry: [`${own}/privateDnsZones/privatelink.azurecr.io`],
        azuremonitor: [
          `${own}/privateDnsZones/privatelink.agentsvc.azure-automation.net`,
          `${own}/privateDnsZones/privatelink.monitor.azure.com`,
          `${own}/privateDnsZones/privatelink.ods.opinsights.azure.com`,
          `${own}/privateDnsZones/privatelink.oms.opinsights.azure.com`,
          `${own}/privateDnsZones/privatelink.blob.core.windows.net`,
        ],
      },
    });
  });

  it('that exists is taken by the id of its subnet, and nothing is attached to zones that the platform attaches to', () => {
    expect(networkPlace(topologyWith([], landingZone).topology, 'hub-spoke')).toMatchObject({
      location: 'swedencentral',
      subnetId: `${group}/network/providers/Microsoft.Network/virtualNetworks/spoke/subnets/endpoints`,
      dnsZoneIds: { account: [], vault: [] },
    });
  });

  it('that exists with a zone by id has endpoints attached to that zone, whatever its case', () => {
    const zone = `${group}/dns/providers/Microsoft.Network/privateDnsZones/privatelink.VaultCore.azure.net`;
    const { topology } = topologyWith(
      [['          - privatelink.openai.azure.com\n', `          - privatelink.openai.azure.com\n          - ${zone}\n`]],
      landingZone,
    );
    expect(networkPlace(topology, 'hub-spoke').dnsZoneIds).toMatchObject({ account: [], vault: [zone] });
  });
});

describe('names of a Foundry host', () => {
  // printf acme-dev-foundry-00000000 | sha256sum: 19d1b6…
  it('carry the subscription where they are unique in all of Azure, and are cut where 24 characters are the most', () => {
    expect(foundryNames(topologyWith().topology, 'dev-foundry')).toEqual({
      base: 'acme-foundry-dev-foundry',
      account: 'acme-dev-foundry-00000000',
      vault: 'acme-dev-foundry-19d1b6',
    });
  });
});
