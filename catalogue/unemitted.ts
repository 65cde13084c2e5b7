import { isTrue, present, preventDestroy, retain, set } from './answers.js';
import type { CopySetting, ExposureCheck, GrantForm, Protection } from './row.js';

/**
 * What is known of a type that nothing here emits. Without a row it is a finding as it is; this says the worst of it as well,
 * in a hand edit, a plan or an output of another tool.
 */
export interface Unemitted {
  /** It holds data, which these keep. */
  readonly keep?: readonly Protection[];
  /** Without it nothing serves, or capacity is given up. */
  readonly serves?: true;
  readonly admits?: ExposureCheck;
  readonly leadsOut?: string;
  readonly copies?: readonly CopySetting[];
  /** The argument that says where it keeps logs, documents or backups. */
  readonly place?: string;
  readonly grants?: GrantForm;
  /** Why a new one instead of a change is how it works. */
  readonly revision?: string;
}

const copying = (path: readonly string[], copies: (value: unknown) => boolean, effect: string): CopySetting[] => [{ path, copies, effect }];

export const unemitted: Readonly<Record<string, Unemitted>> = {
  'AWS::Backup::BackupPlan': { copies: copying(['BackupPlan', 'BackupPlanRule', 'CopyActions'], present, 'copies backups to another vault') },
  'AWS::DynamoDB::GlobalTable': { copies: copying(['Replicas'], (value) => Array.isArray(value) && value.length > 1, 'replicates the table') },
  'AWS::DynamoDB::Table': { keep: [retain, set('DeletionProtectionEnabled', 'true')] },
  'AWS::EC2::CapacityReservationFleet': { serves: true },
  'AWS::EC2::CarrierGateway': { leadsOut: 'a carrier gateway' },
  'AWS::EC2::EIPAssociation': { leadsOut: 'an Elastic IP address' },
  'AWS::EC2::EgressOnlyInternetGateway': { leadsOut: 'an egress-only internet gateway' },
  'AWS::EC2::SecurityGroupEgress': { grants: 'security-group-egress' },
  'AWS::EC2::SecurityGroupIngress': { admits: 'security-group-rule', grants: 'security-group-ingress' },
  'AWS::ECR::ReplicationConfiguration': { copies: copying(['ReplicationConfiguration'], present, 'replicates images') },
  'AWS::ECR::Repository': { keep: [retain] },
  'AWS::EFS::FileSystem': { keep: [retain] },
  'AWS::ElasticLoadBalancing::LoadBalancer': { serves: true, admits: 'load-balancer-scheme' },
  'AWS::Lambda::Url': { admits: 'function-url' },
  'AWS::Lambda::Version': { revision: 'a version of a function never changes' },
  'AWS::Logs::Destination': { copies: copying(['TargetArn'], present, 'sends logs away') },
  'AWS::Logs::SubscriptionFilter': { copies: copying(['DestinationArn'], present, 'streams logs away') },
  'AWS::RDS::DBCluster': { keep: [retain, set('DeletionProtection', 'true')] },
  'AWS::RDS::DBInstance': { keep: [retain, set('DeletionProtection', 'true')] },
  'AWS::RDS::GlobalCluster': { copies: copying(['GlobalClusterIdentifier'], present, 'replicates the database') },

  azurerm_ai_services: { keep: [preventDestroy] },
  azurerm_nat_gateway: { leadsOut: 'a NAT gateway' },
  azurerm_network_security_rule: { admits: 'security-rule', grants: 'network-security-rule' },
  azurerm_public_ip: { leadsOut: 'a public IP address' },
  azurerm_public_ip_prefix: { leadsOut: 'a range of public IP addresses' },
  azurerm_recovery_services_vault: {
    copies: copying(['cross_region_restore_enabled'], isTrue, 'copies backups to the paired region'),
    place: 'location',
  },
  azurerm_storage_account: {
    keep: [preventDestroy],
    copies: copying(['account_replication_type'], (value) => /GRS|GZRS/.test(String(value)), 'replicates data to the paired region'),
    place: 'location',
  },
  azurerm_subnet_nat_gateway_association: { leadsOut: 'a NAT gateway' },

  google_artifact_registry_repository: { place: 'location' },
  google_bigquery_dataset: { keep: [preventDestroy], place: 'location' },
  google_compute_router_nat: { leadsOut: 'a Cloud NAT gateway' },
};

/** Families of types, by the form of their names, for those without a row of their own. */
const families: readonly { readonly type: RegExp; readonly known: Unemitted }[] = [
  { type: /^google_.*_iam_(member|binding)$/, known: { admits: 'public-members', grants: 'role-member' } },
  { type: /^google_.*_iam_/, known: { admits: 'public-members' } },
  { type: /^azurerm_.*_policy_assignment$/, known: { grants: 'policy-assignment' } },
];

/** What is known of a type without a row; nothing is an empty answer. */
export function unemittedOf(type: string): Unemitted {
  return unemitted[type] ?? families.find(({ type: family }) => family.test(type))?.known ?? {};
}
