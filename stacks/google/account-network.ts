import type { Construct } from 'constructs';
import { GoogleApisEndpoint } from '../../constructs/google/google-apis-endpoint.js';
import { PrivateNetwork } from '../../constructs/google/private-network.js';
import { PrivateZone } from '../../constructs/google/private-zone.js';
import { RegionalApiEndpoint } from '../../constructs/google/regional-api-endpoint.js';
import { physicalName } from '../../derived/names.js';
import type { Tags } from '../../derived/tags.js';
import { modelArmorHost, predictionDomain } from '../../facts/google.js';
import { nameLimit } from '../../facts/limits.js';
import type { Host } from '../../hosts/schemas.js';
import { answersOnGoogle, screensOnGoogle } from '../../hosts/traits.js';
import type { Network } from '../../topology/schema/networks.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { StackContext } from '../context.js';
import { networkAddresses, networkNames } from './names.js';

/** The network's region if a host in the network has its prompts screened there; an endpoint reaches its own region only. */
export function screeningRegions(topology: Topology, network: string, region: string): string[] {
  const screened = (host: Host) => screensOnGoogle(host) && 'network' in host && host.network === network && host.region === region;
  return Object.values(topology.hosts).some(screened) ? [region] : [];
}

/** A network with its way to Google APIs, unless it exists already; and the zone that endpoints write their records to. */
export function accountNetwork(scope: Construct, { topology }: StackContext, id: string, { region }: Network, labels: Tags): void {
  const { project, ...names } = networkNames(topology, id);
  const onNetwork = Object.values(topology.hosts).filter((host) => 'network' in host && host.network === id);
  let network = names.network;
  if (topology.existing.networks[id] === undefined) {
    const { subnetCidr, googleApis, proxies } = networkAddresses(topology, id);
    const fleets = onNetwork.some((host) => answersOnGoogle(host, 'nodes'));
    const made = new PrivateNetwork(scope, 'Private', {
      project,
      region,
      name: names.networkName,
      subnet: names.subnetName,
      subnetCidr,
      proxySubnetCidr: fleets ? proxies : undefined,
      allowedRanges: [subnetCidr, `${googleApis}/32`],
    });
    network = made.network.id;
    const apis = new GoogleApisEndpoint(scope, 'GoogleApis', {
      project,
      network,
      name: names.googleApis,
      ruleName: physicalName(20, topology.name, id).replaceAll('-', ''),
      address: googleApis,
      // Nodes pull their images from Artifact Registry, whose names are no API's.
      moreDomains: fleets ? ['pkg.dev'] : [],
      labels,
    });
    for (const location of screeningRegions(topology, id, region)) {
      new RegionalApiEndpoint(scope, 'ModelArmor', {
        project,
        region: location,
        name: physicalName(nameLimit('googleResource'), topology.name, id, 'modelarmor'),
        network: made.network.id,
        subnet: made.subnet.id,
        host: modelArmorHost(location),
        zone: apis.zone,
        labels,
      });
    }
  }
  const serving = onNetwork.some((host) => answersOnGoogle(host, 'vertex'));
  if (!serving) return;
  new PrivateZone(scope, 'Predictions', {
    project,
    network,
    name: names.predictionZone,
    domain: predictionDomain('dedicated-private'),
    description: 'Vertex AI endpoints through Private Service Connect',
    labels,
  });
}
