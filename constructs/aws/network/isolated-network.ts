import {
  FlowLogTrafficType,
  GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EncryptionKey } from '../encryption/encryption-key.js';
import { EncryptedLogGroup } from '../storage/encrypted-log-group.js';
import { flowLogDestination } from './flow-log-destination.js';
import { PrivateEndpoint } from './private-endpoint.js';

export interface IsolatedNetworkProps {
  /** IPv4 range of the VPC. */
  readonly cidr: string;
  /** Given, because a look-up at synth would need credentials. */
  readonly availabilityZones: readonly string[];
  /** Actions by service that is reached through an interface endpoint, such as `kms`. */
  readonly endpoints: Readonly<Record<string, readonly string[]>>;
  /** Ranges of linked networks whose gateways call Bedrock through this one. */
  readonly bedrockCallers: readonly string[];
  /**
   * Bucket of another account that flow logs go to.
   * @default - a log group of this account
   */
  readonly flowLogArchive?: string | undefined;
  /** Statements of endpoints whose policy names more than the account. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/** VPC without any way out: isolated subnets, no internet or NAT gateway, private endpoints with policies, flow logs. */
export class IsolatedNetwork extends Construct {
  readonly vpc: Vpc;
  /** Group of the interface endpoints: what may call them lets connections out to it. */
  readonly endpointSecurityGroupId: string;

  constructor(scope: Construct, id: string, props: IsolatedNetworkProps) {
    super(scope, id);
    this.vpc = this.isolatedVpc(props);
    this.vpc.addFlowLog('FlowLog', {
      destination: flowLogDestination(this, props.flowLogArchive, () => this.flowLogs()),
      trafficType: FlowLogTrafficType.ALL,
    });
    const storage = new GatewayVpcEndpoint(this, 'S3', { vpc: this.vpc, service: GatewayVpcEndpointAwsService.S3 });
    for (const statement of this.storageStatements()) storage.addToPolicy(statement);
    this.endpointSecurityGroupId = this.openServices(props).securityGroupId;
  }

  private flowLogs(): EncryptedLogGroup {
    const key = new EncryptionKey(this, 'FlowLogKey', { description: 'Flow logs', forLogs: true });
    return new EncryptedLogGroup(this, 'FlowLogs', { key });
  }

  private isolatedVpc({ cidr, availabilityZones }: IsolatedNetworkProps): Vpc {
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      availabilityZones: [...availabilityZones],
      natGateways: 0,
      createInternetGateway: false,
      subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 20 }],
      // The flag's custom resource is a Lambda with write access to security groups; nothing here uses the default group.
      restrictDefaultSecurityGroup: false,
    });
    for (const subnet of vpc.isolatedSubnets) {
      Validations.of(subnet).acknowledge({
        id: 'CloudFormation-Validate::W3010',
        reason: 'Zones are declared: none is looked up, and capacity is reserved by zone.',
      });
    }
    return vpc;
  }

  /** An endpoint for each service, behind one group that this network's range may call. */
  private openServices({ cidr, endpoints, policies, bedrockCallers }: IsolatedNetworkProps): SecurityGroup {
    const callers = new SecurityGroup(this, 'EndpointSecurityGroup', {
      vpc: this.vpc,
      description: 'HTTPS from this network to its private endpoints',
      allowAllOutbound: false,
    });
    callers.addIngressRule(Peer.ipv4(cidr), Port.HTTPS, 'HTTPS from this network');
    const linked = this.linkedCallers(bedrockCallers);
    for (const [service, actions] of Object.entries(endpoints).sort(([a], [b]) => (a < b ? -1 : 1))) {
      new PrivateEndpoint(this, service, {
        vpc: this.vpc,
        service,
        actions,
        statements: policies[service],
        securityGroups: service === 'bedrock-runtime' && linked !== undefined ? [callers, linked] : [callers],
      });
    }
    return callers;
  }

  /** A group of its own, so that a gateway beyond a link reaches Bedrock and no other endpoint. */
  private linkedCallers(ranges: readonly string[]): SecurityGroup | undefined {
    if (ranges.length === 0) return undefined;
    const group = new SecurityGroup(this, 'LinkedCallers', { vpc: this.vpc, description: 'HTTPS from linked gateways to Bedrock', allowAllOutbound: false });
    for (const range of ranges) group.addIngressRule(Peer.ipv4(range), Port.HTTPS, 'HTTPS from a gateway network');
    return group;
  }

  private storageStatements(): PolicyStatement[] {
    const { account, partition, region } = Stack.of(this);
    return [
      new PolicyStatement({
        sid: 'OwnBuckets',
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetBucketLocation', 's3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:PrincipalAccount': account, 's3:ResourceAccount': account } },
      }),
      // ECR keeps image layers in a bucket of the service: without it no image can be pulled.
      new PolicyStatement({
        sid: 'ImageLayers',
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject'],
        resources: [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
      }),
      // Signed packages of Amazon Linux 2023: the node image has no AWS client, and reads without credentials.
      new PolicyStatement({
        sid: 'NodePackages',
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject'],
        resources: [`arn:${partition}:s3:::al2023-repos-${region}-de612dc2/*`],
      }),
    ];
  }
}
