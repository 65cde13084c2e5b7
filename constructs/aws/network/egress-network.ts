import {
  FlowLogDestination,
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
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EncryptedLogGroup } from '../storage/encrypted-log-group.js';
import { DnsAllowList } from './dns-allow-list.js';
import { PrivateEndpoint } from './private-endpoint.js';

export interface EgressNetworkProps {
  /** IPv4 range of the VPC. */
  readonly cidr: string;
  /** One zone: a job that comes again needs no second one, and a NAT gateway is billed by the hour. */
  readonly availabilityZone: string;
  /** Names on the internet that may be resolved, such as `huggingface.co` or `*.hf.co`. */
  readonly domains: readonly string[];
  /** Actions by service that is reached through an interface endpoint. */
  readonly endpoints: Readonly<Record<string, readonly string[]>>;
  /** Buckets that may be written to and read; they may stand in another account. */
  readonly buckets: readonly string[];
  /** Encrypts logs. */
  readonly key: IKey;
}

/**
 * VPC for one job with a way out: a private subnet behind a NAT gateway, HTTPS only, names resolved from a list only. Nothing
 * can come in, AWS is reached through endpoints with policies, and every flow and every question for a name is logged.
 */
export class EgressNetwork extends Construct {
  readonly vpc: Vpc;
  readonly subnetId: string;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: EgressNetworkProps) {
    super(scope, id);
    const { region, urlSuffix } = Stack.of(this);
    this.vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(props.cidr),
      availabilityZones: [props.availabilityZone],
      natGateways: 1,
      subnetConfiguration: [
        { name: 'nat', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
        { name: 'job', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      ],
      restrictDefaultSecurityGroup: false,
    });
    for (const subnet of [...this.vpc.publicSubnets, ...this.vpc.privateSubnets]) {
      Validations.of(subnet).acknowledge({ id: 'CloudFormation-Validate::W3010', reason: 'The zone is declared: none is looked up.' });
    }
    const [job] = this.vpc.privateSubnets;
    if (job === undefined) throw new Error('the network has no private subnet');
    this.subnetId = job.subnetId;

    this.vpc.addFlowLog('FlowLog', {
      destination: FlowLogDestination.toCloudWatchLogs(new EncryptedLogGroup(this, 'FlowLogs', { key: props.key })),
      trafficType: FlowLogTrafficType.ALL,
    });
    new DnsAllowList(this, 'Names', {
      vpcId: this.vpc.vpcId,
      domains: [
        ...props.domains,
        ...Object.keys(props.endpoints).map((service) => `${service}.${region}.${urlSuffix}`),
        ...props.buckets.map((bucket) => `${bucket}.s3.${region}.${urlSuffix}`),
      ],
      logGroup: new EncryptedLogGroup(this, 'NameLogs', { key: props.key }),
    });

    const jobGroup = new SecurityGroup(this, 'JobSecurityGroup', { vpc: this.vpc, description: 'The job: HTTPS out, nothing in', allowAllOutbound: false });
    jobGroup.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'HTTPS; which names can be resolved is a list');
    this.securityGroupId = jobGroup.securityGroupId;
    const endpointGroup = new SecurityGroup(this, 'EndpointSecurityGroup', {
      vpc: this.vpc,
      description: 'HTTPS from the job to private endpoints',
      allowAllOutbound: false,
    });
    endpointGroup.addIngressRule(Peer.ipv4(props.cidr), Port.HTTPS, 'HTTPS from this network');
    for (const [service, actions] of Object.entries(props.endpoints).sort(([a], [b]) => (a < b ? -1 : 1))) {
      new PrivateEndpoint(this, service, { vpc: this.vpc, service, actions, securityGroups: [endpointGroup] });
    }
    this.openStorage(props.buckets);
  }

  /** Uploads stay inside AWS, free of charge, and reach these buckets only: not even one of whoever controls the job. */
  private openStorage(buckets: readonly string[]): void {
    const { account, partition } = Stack.of(this);
    new GatewayVpcEndpoint(this, 'S3', {
      vpc: this.vpc,
      service: GatewayVpcEndpointAwsService.S3,
      subnets: [{ subnets: this.vpc.privateSubnets }],
    }).addToPolicy(
      new PolicyStatement({
        sid: 'WeightsOnly',
        principals: [new AnyPrincipal()],
        actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
        resources: buckets.map((bucket) => `arn:${partition}:s3:::${bucket}/*`),
        conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
      }),
    );
  }
}
