import { type EgressJob, egressJobs, tenantBeside } from '../../derived/egress-jobs.js';
import type { Topology } from '../../topology/schema/topology.js';
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

/** The job that a stack is for, where it is one with a way to the internet, in its own account, where nothing else of the topology is. */
export function egressJobOf(topology: Topology, stack: SynthesizedStack): EgressJob | undefined {
  const kind = subjectOf(topology, stack)?.kind;
  const job = egressJobs(topology, stack.region ?? '').find((one) => one.kind === kind);
  if (job === undefined || stack.account !== topology.accounts.aws[job.account]?.id) return undefined;
  return tenantBeside(topology, job.account) === undefined ? job : undefined;
}
