import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import { subjectOf } from '../synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../synthesized/stack.js';

/** What a network needs to have egress at all; every other route is refused there too. */
export const internetAccess: ReadonlySet<string> = new Set([
  'AWS::EC2::EIP',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Route',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::VPCGatewayAttachment',
]);

/** A host or network that is in the account of the ingest job, by number: two aliases may mean one account. */
export function tenantOfIngest(topology: Topology): string | undefined {
  const { ingest } = topology.weights;
  const number = ingest === undefined ? undefined : topology.accounts.aws[ingest.account]?.id;
  const there = (account: string) => number !== undefined && topology.accounts.aws[account]?.id === number;
  const [host] = sortedEntries(topology.hosts).find(([, { account }]) => there(account)) ?? [];
  const [network] = sortedEntries(topology.networks).find(([, { cloud, account }]) => cloud === 'aws' && there(account)) ?? [];
  return host ?? network;
}

/** Whether a stack is one that brings weights in, in its own account, where nothing else of the topology is. */
export function isIngestStack(topology: Topology, stack: SynthesizedStack): boolean {
  const { ingest } = topology.weights;
  if (ingest === undefined || subjectOf(topology, stack)?.kind !== 'aws-weights-ingest') return false;
  return stack.account === topology.accounts.aws[ingest.account]?.id && tenantOfIngest(topology) === undefined;
}
