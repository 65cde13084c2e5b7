import { CfnRoute, CfnTransitGatewayVpcAttachment, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { setOrigin } from '../../origin.js';

export interface TransitAttachmentProps {
  /** The VPC, with isolated subnets. */
  readonly vpc: Vpc;
  /** Id of the transit gateway, of this account or shared with it. */
  readonly transitGateway: string;
  /** Whether a connection stays in one zone both ways. */
  readonly applianceMode: boolean;
  /** Ranges that it leads to, and what asked for each. */
  readonly routes: readonly { readonly range: string; readonly path: string }[];
}

/** A VPC on a transit gateway, with a route to each range beyond it in every isolated subnet. Changes its tags in place, as the older type does not. */
export class TransitAttachment extends Construct {
  constructor(scope: Construct, id: string, { vpc, transitGateway, applianceMode, routes }: TransitAttachmentProps) {
    super(scope, id);
    const attachment = new CfnTransitGatewayVpcAttachment(this, 'Attachment', {
      transitGatewayId: transitGateway,
      vpcId: vpc.vpcId,
      subnetIds: vpc.isolatedSubnets.map((subnet) => subnet.subnetId),
      options: { ApplianceModeSupport: applianceMode ? 'enable' : 'disable', DnsSupport: 'enable', Ipv6Support: 'disable' },
    });
    for (const { range, path } of routes) {
      for (const [index, subnet] of vpc.isolatedSubnets.entries()) {
        const route = new CfnRoute(this, `${range.replace('/', '-')} ${index + 1}`, {
          routeTableId: subnet.routeTable.routeTableId,
          destinationCidrBlock: range,
          transitGatewayId: transitGateway,
        });
        // EC2 refuses a route to a gateway that the VPC is not attached to.
        route.addResourceDependency(attachment);
        setOrigin(route, path);
      }
    }
  }
}
