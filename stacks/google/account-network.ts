import type { Construct } from 'constructs';
import { GoogleApisEndpoint } from '../../constructs/google/google-apis-endpoint.js';
import { PrivateNetwork } from '../../constructs/google/private-network.js';
import { PrivateZone } from '../../constructs/google/private-zone.js';
import { predictionDomain } from '../../facts/google.js';
import { physicalName } from '../../topology/names.js';
import type { Network } from '../../topology/schema/networks.js';
import type { Tags } from '../../topology/tags.js';
import type { StackContext } from '../context.js';
import { networkAddresses, networkNames } from './names.js';

/** A network with its way to Google APIs, unless it exists already; and the zone that endpoints write their records to. */
export function accountNetwork(scope: Construct, { topology }: StackContext, id: string, { region }: Network, labels: Tags): void {
  const { project, ...names } = networkNames(topology, id);
  let network = names.network;
  if (topology.existing.networks[id] === undefined) {
    const { subnetCidr, googleApis } = networkAddresses(topology, id);
    const made = new PrivateNetwork(scope, 'Private', {
      project,
      region,
      name: names.networkName,
      subnet: names.subnetName,
      subnetCidr,
      allowedRanges: [subnetCidr, `${googleApis}/32`],
    });
    network = made.network.id;
    new GoogleApisEndpoint(scope, 'GoogleApis', {
      project,
      network,
      name: names.googleApis,
      ruleName: physicalName(20, topology.name, id).replaceAll('-', ''),
      address: googleApis,
      labels,
    });
  }
  new PrivateZone(scope, 'Predictions', { project, network, name: names.predictionZone, domain: predictionDomain('dedicated-private'), labels });
}
