import type { Construct } from 'constructs';
import { GoogleApisEndpoint } from '../../constructs/google/network/google-apis-endpoint.js';
import { PrivateNetwork } from '../../constructs/google/network/private-network.js';
import { PrivateZone } from '../../constructs/google/network/private-zone.js';
import { RegionalApiEndpoint } from '../../constructs/google/network/regional-api-endpoint.js';
import { networkAddresses, networkNames } from '../../derived/google-network.js';
import { physicalName } from '../../derived/names.js';
import type { Tags } from '../../derived/tags.js';
import { modelArmorHost, predictionDomain } from '../../facts/google.js';
import type { Host } from '../../hosts/schemas.js';
import { answersOnGoogle, screensOnGoogle } from '../../hosts/traits.js';
import type { Network } from '../../topology/schema/networks.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { StackContext } from '../context.js';
import { linkHalves } from './link-halves.js';

/** The network's region if a host in the network has its prompts screened there; an endpoint reaches its own region only. */
export function screeningRegions(topology: Topology, network: string, region: string): string[] {
  const screened = (host: Host) => screensOnGoogle(topology, host) && 'network' in host && host.network === network && host.region === region;
  return Object.values(topology.hosts).some(screened) ? [region] : [];
}

/** A network with its way to Google APIs, unless it exists already; and the zone that endpoints write their records to. */
export function accountNetwork(scope: Construct, { topology }: StackContext, id: string, { region }: Network, labels: Tags): void {
  const { project, ...names } = networkNames(topology, id);
  const onNetwork = Object.values(topology.hosts).filter((host) => 'network' in host && host.network === id);
  const fleets = onNetwork.some((host) => answersOnGoogle(topology, host, 'nodes'));
  const network = topology.existing.networks[id] === undefined ? madeNetwork(scope, topology, id, region, fleets, labels) : names.network;
  if (!onNetwork.some((host) => answersOnGoogle(topology, host, 'vertex'))) return;
  new PrivateZone(scope, 'Predictions', {
    project,
    network,
    name: names.predictionZone,
    domain: predictionDomain('dedicated-private'),
    description: 'Vertex AI endpoints through Private Service Connect',
    labels,
  });
}

/** Id of a network that is made here, with endpoints for Google APIs. */
function madeNetwork(scope: Construct, topology: Topology, id: string, region: string, fleets: boolean, labels: Tags): string {
  const { project, networkName, subnetName, googleApis: name } = networkNames(topology, id);
  const { subnetCidr, googleApis, proxies } = networkAddresses(topology, id);
  const { network, subnet } = new PrivateNetwork(scope, 'Private', {
    project,
    region,
    name: networkName,
    subnet: subnetName,
    subnetCidr,
    proxySubnetCidr: fleets ? proxies : undefined,
    allowedRanges: [subnetCidr, `${googleApis}/32`],
  });
  const { zone } = new GoogleApisEndpoint(scope, 'GoogleApis', {
    project,
    network: network.id,
    name,
    ruleName: physicalName(20, topology.name, id).replaceAll('-', ''),
    address: googleApis,
    // Nodes pull their images from Artifact Registry, whose names are no API's.
    moreDomains: fleets ? ['pkg.dev'] : [],
    labels,
  });
  for (const location of screeningRegions(topology, id, region)) {
    new RegionalApiEndpoint(scope, 'ModelArmor', {
      region: location,
      name: physicalName(63, topology.name, id, 'modelarmor'),
      network: { project, network: network.id, subnet: subnet.id },
      host: modelArmorHost(location),
      zone,
      labels,
    });
  }
  linkHalves(scope, topology, id, network.id, labels);
  return network.id;
}
