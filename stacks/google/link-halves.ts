import type { Construct } from 'constructs';
import { InterconnectHalf } from '../../constructs/google/network/interconnect-half.js';
import { setOrigin } from '../../constructs/origin.js';
import { routerName } from '../../derived/google-network.js';
import { halvesIn } from '../../derived/link-halves.js';
import type { Tags } from '../../derived/tags.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';

/** The halves of links that are in a network made here, a router each. */
export function linkHalves(scope: Construct, topology: Topology, id: string, network: string, labels: Tags): void {
  const { account, region, cidr } = entity(topology.networks, id);
  const { project } = entity(topology.accounts.google, account);
  for (const { link, half, path } of halvesIn(topology, id, 'interconnect')) {
    const attachments = sortedEntries(half.attachments).map(([key, attachment]) => ({ id: key, ...attachment }));
    const name = routerName(topology, id, link);
    const made = new InterconnectHalf(scope, `link-${link}`, { project, region, network, name, asn: half.asn, announced: [cidr], attachments, labels });
    setOrigin(made, path);
  }
}
