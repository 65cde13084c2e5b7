import {
  FlowLogTrafficType,
  GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  type ISubnet,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
  type VpcProps,
} from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EncryptedLogGroup } from '../storage/encrypted-log-group.js';
import { DnsAllowList } from './dns-allow-list.js';
import { flowLogDestination } from './flow-log-destination.js';
import type { JobPlacement } from './job-placement.js';
import { PrivateEndpoint } from './private-endpoint.js';
import { ProxyEndpoint, type ProxyEndpointProps } from './proxy-endpoint.js';

/** What a job does in S3, and where. */
export interface JobStorage {
  /** Name of the statement of the endpoint's policy. */
  readonly sid: string;
  /** Such as `s3:GetObject`. */
  readonly actions: readonly string[];
  /** Buckets by name, each with what the names of objects begin with. */
  readonly buckets: Readonly<Record<string, string>>;
}

/** Names that a job may resolve. */
export interface ResolvedNames {
  /** Names outside, such as `huggingface.co` or `*.hf.co`; behind a proxy those of its endpoint. */
  readonly domains: readonly string[];
  /** Name of the log of questions, one in the account and region, at most 64 characters. */
  readonly logName: string;
}

export interface EgressNetworkProps {
  /** IPv4 range of the VPC. */
  readonly cidr: string;
  /** One zone: a job that comes again needs no second one, and a NAT gateway is billed by the hour. */
  readonly availabilityZone: string;
  /** Names that may be resolved, and the log of who asked. */
  readonly names: ResolvedNames;
  /** Actions by service that is reached through an interface endpoint. */
  readonly endpoints: Readonly<Record<string, readonly string[]>>;
  /** What S3 is used for; buckets may be in another account. */
  readonly storage: JobStorage;
  /**
   * Bucket of another account that flow logs go to.
   * @default - a log group of this account
   */
  readonly flowLogArchive?: string | undefined;
  /** Encrypts logs. */
  readonly key: IKey;
  /**
   * Proxy that the job goes through, published as an endpoint service; it decides which names on the internet are reached.
   * @default - none: a NAT gateway, and a list of names
   */
  readonly proxy?: Pick<ProxyEndpointProps, 'service' | 'name' | 'port'> | undefined;
}

/**
 * VPC for one job with a way out: a private subnet behind a NAT gateway, HTTPS only, names resolved from a list only; or behind a
 * proxy, without any route to the internet. Nothing can come in, AWS is reached through endpoints with policies, and every flow and
 * every question for a name is logged.
 */
export class EgressNetwork extends Construct {
  private readonly vpc: Vpc;
  /** Where a job runs in it. */
  readonly job: JobPlacement;

  constructor(scope: Construct, id: string, props: EgressNetworkProps) {
    super(scope, id);
    this.vpc = this.privateVpc(props);
    const [subnet] = this.subnets;
    if (subnet === undefined) throw new Error('the network has no private subnet');
    this.record(props);
    const group = new SecurityGroup(this, 'JobSecurityGroup', { vpc: this.vpc, description: 'The job: HTTPS out, nothing in', allowAllOutbound: false });
    group.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'HTTPS; which names can be resolved is a list');
    const proxy = props.proxy === undefined ? undefined : new ProxyEndpoint(this, 'Proxy', { ...props.proxy, vpc: this.vpc, subnet, cidr: props.cidr });
    if (props.proxy !== undefined) group.addEgressRule(Peer.ipv4(props.cidr), Port.tcp(props.proxy.port), 'To the proxy');
    this.job = { vpcId: this.vpc.vpcId, subnetId: subnet.subnetId, securityGroupId: group.securityGroupId, proxyUrl: proxy?.url };
    this.openServices(props);
    this.openStorage(props.storage);
  }

  /** Where the job runs. */
  private get subnets(): ISubnet[] {
    return [...this.vpc.privateSubnets, ...this.vpc.isolatedSubnets];
  }

  private privateVpc({ cidr, availabilityZone, proxy }: EgressNetworkProps): Vpc {
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      availabilityZones: [availabilityZone],
      ...(proxy === undefined ? translated : isolated),
      restrictDefaultSecurityGroup: false,
    });
    for (const subnet of [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets]) {
      Validations.of(subnet).acknowledge({ id: 'CloudFormation-Validate::W3010', reason: 'The zone is declared: none is looked up.' });
    }
    return vpc;
  }

  /** Every flow and every question for a name; names that are not on the list get no answer. */
  private record({ names, endpoints, storage, key, flowLogArchive }: EgressNetworkProps): void {
    const { account, region, urlSuffix } = Stack.of(this);
    this.vpc.addFlowLog('FlowLog', {
      destination: flowLogDestination(this, flowLogArchive, () => new EncryptedLogGroup(this, 'FlowLogs', { key })),
      trafficType: FlowLogTrafficType.ALL,
    });
    new DnsAllowList(this, 'Names', {
      logName: names.logName,
      vpcId: this.vpc.vpcId,
      domains: [
        ...names.domains,
        ...Object.keys(endpoints).map((service) => `${hostOf(service, account)}.${region}.${urlSuffix}`),
        ...Object.keys(storage.buckets).map((bucket) => `${bucket}.s3.${region}.${urlSuffix}`),
      ],
      logGroup: new EncryptedLogGroup(this, 'NameLogs', { key }),
    });
  }

  private openServices({ cidr, endpoints }: EgressNetworkProps): void {
    const group = new SecurityGroup(this, 'EndpointSecurityGroup', {
      vpc: this.vpc,
      description: 'HTTPS from the job to private endpoints',
      allowAllOutbound: false,
    });
    group.addIngressRule(Peer.ipv4(cidr), Port.HTTPS, 'HTTPS from this network');
    for (const [service, actions] of Object.entries(endpoints).sort(([a], [b]) => (a < b ? -1 : 1))) {
      new PrivateEndpoint(this, service, { vpc: this.vpc, service, actions, securityGroups: [group] });
    }
  }

  /** What is stored stays inside AWS, free of charge, and goes to these buckets only: not even one of whoever controls the job. */
  private openStorage({ sid, actions, buckets }: JobStorage): void {
    const { account, partition } = Stack.of(this);
    new GatewayVpcEndpoint(this, 'S3', {
      vpc: this.vpc,
      service: GatewayVpcEndpointAwsService.S3,
      subnets: [{ subnets: this.subnets }],
    }).addToPolicy(
      new PolicyStatement({
        sid,
        principals: [new AnyPrincipal()],
        actions: [...actions],
        resources: Object.entries(buckets).map(([bucket, prefix]) => `arn:${partition}:s3:::${bucket}/${prefix}*`),
        conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
      }),
    );
  }
}

/** First part of the name that an endpoint answers to. https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html */
function hostOf(service: string, account: string): string {
  if (service === 'ecr.dkr') return `${account}.dkr.ecr`;
  return service === 'ecr.api' ? 'api.ecr' : service;
}

/** Behind a NAT gateway of its own. */
const translated: Pick<VpcProps, 'natGateways' | 'subnetConfiguration'> = {
  natGateways: 1,
  subnetConfiguration: [
    { name: 'nat', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
    { name: 'job', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
  ],
};

/** Without any route to the internet. */
const isolated: Pick<VpcProps, 'natGateways' | 'createInternetGateway' | 'subnetConfiguration'> = {
  natGateways: 0,
  createInternetGateway: false,
  subnetConfiguration: [{ name: 'job', subnetType: SubnetType.PRIVATE_ISOLATED }],
};
