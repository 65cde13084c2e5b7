import { CfnHostedZone, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';

export interface EndpointRecordProps {
  /** Name of the record. */
  readonly hostname: string;
  /** Id of a private hosted zone of this account, or the VPCs that see one made for this name alone. */
  readonly zone: string | readonly { readonly vpcId: string; readonly region: string }[];
  /** Name and zone of the load balancer. */
  readonly balancer: { readonly dnsName: string; readonly zoneId: string };
}

/** Leads a name to a load balancer, in a private hosted zone. */
export class EndpointRecord extends Construct {
  constructor(scope: Construct, id: string, { hostname, zone, balancer }: EndpointRecordProps) {
    super(scope, id);
    const hostedZoneId =
      typeof zone === 'string'
        ? zone
        : new CfnHostedZone(this, 'Zone', { name: hostname, vpcs: zone.map(({ vpcId, region }) => ({ vpcId, vpcRegion: region })) }).ref;
    new CfnRecordSet(this, 'Record', {
      name: hostname,
      type: 'A',
      hostedZoneId,
      aliasTarget: { dnsName: balancer.dnsName, hostedZoneId: balancer.zoneId, evaluateTargetHealth: false },
    });
  }
}
