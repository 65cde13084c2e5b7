import type { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ForwardedNames } from '../../constructs/aws/network/forwarded-names.js';
import { InboundResolver } from '../../constructs/aws/network/inbound-resolver.js';
import { TransitAttachment } from '../../constructs/aws/network/transit-attachment.js';
import { setOrigin } from '../../constructs/origin.js';
import { answeringIn, forwardedDomains, transitAttachments } from '../../derived/link-halves.js';
import { subnetWithin } from '../../topology/aws-subnets.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';

/** The halves of links that are in a VPC made here; what is on the other side stays with whoever owns it. */
export function linkHalves(scope: Construct, topology: Topology, network: string, vpc: Vpc): void {
  const attachments = transitAttachments(topology, network);
  if (attachments.length === 0) return;
  const place = new Construct(scope, 'Links');
  for (const { path, transitGateway, applianceMode, routes } of attachments) {
    setOrigin(new TransitAttachment(place, transitGateway, { vpc, transitGateway, applianceMode, routes }), path);
  }
  const domains = forwardedDomains(topology, network);
  const [first] = domains;
  if (first !== undefined) setOrigin(new ForwardedNames(place, 'Forwarded', { vpc, domains }), first.path);
  const answering = answeringIn(topology, network);
  if (answering === undefined) return;
  const addresses = answering.addresses.flatMap((address) => {
    const subnet = subnetWithin(entity(topology.networks, network), address);
    return subnet === undefined ? [] : [{ address, subnet }];
  });
  setOrigin(new InboundResolver(place, 'Answers', { vpc, addresses, callers: answering.callers }), answering.path);
}
