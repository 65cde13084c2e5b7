import { CfnVPCEndpoint, type ISubnet, type IVpc, Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface ProxyEndpointProps {
  /** Name of the endpoint service, such as `com.amazonaws.vpce.eu-north-1.vpce-svc-0123456789abcdef0`. */
  readonly service: string;
  /** Private DNS name of the service, which its provider has verified. */
  readonly name: string;
  /** Port at which the proxy takes HTTP CONNECT. */
  readonly port: number;
  /** VPC that the endpoint is in. */
  readonly vpc: IVpc;
  /** Subnet that it is in. */
  readonly subnet: ISubnet;
  /** Range that may use it. */
  readonly cidr: string;
}

/** A private way to a proxy that others run. Endpoint services of one's own take no policy: what passes is for the proxy to decide. */
export class ProxyEndpoint extends Construct {
  /** `http://…`: what a client calls its proxy by. What it fetches over HTTPS stays encrypted to its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, { service, name, port, vpc, subnet, cidr }: ProxyEndpointProps) {
    super(scope, id);
    const group = new SecurityGroup(this, 'SecurityGroup', { vpc, description: 'The job to the proxy', allowAllOutbound: false });
    group.addIngressRule(Peer.ipv4(cidr), Port.tcp(port), 'From the job');
    new CfnVPCEndpoint(this, 'Endpoint', {
      vpcId: vpc.vpcId,
      serviceName: service,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: [subnet.subnetId],
      securityGroupIds: [group.securityGroupId],
    });
    this.url = `http://${name}:${port}`;
  }
}
