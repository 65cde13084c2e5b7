import { gatewayTaskRoleArn } from '../../derived/gateway-tasks.js';
import { type AwsCall, awsCalls } from '../../evidence/gateway/aws-calls.js';
import { allowsCall, deniesCall, endpointOf, passes, rightsOf, trusts } from '../../evidence/gateway/aws-rights.js';
import type { GatewayZone } from '../../evidence/gateway/zone.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'identity/gateway-calls',
  severity: 'error',
  title:
    'What a gateway’s files make it call, its roles may call and its network’s endpoints let through; and no role of a workload may call what the files do not need.',
  why: 'Files, roles and endpoints are written apart and deployed apart. A right that is missing is found when the first request overflows, and a right that no file needs is a way that nobody looks at.',
  fix: 'Restore the files and stacks of one synthesis: rights are in the stacks of hosts and in aws-identity, policies of endpoints in aws-network.',
  source: 'docs/gateway/credentials.md',

  *called({ zones, stacks }, { topology }) {
    for (const zone of zones.filter(({ zone: id }) => entityOf(topology.gateway.zones, id)?.network !== undefined)) {
      for (const call of awsCalls(zone)) yield* missing(topology, zone, call, stacks);
      yield* unneeded(topology, zone, stacks);
    }
  },
};

function entityOf<T>(all: Readonly<Record<string, T>>, id: string): T | undefined {
  return all[id];
}

const at = ({ zone }: GatewayZone): Pick<Violation, 'named'> => ({ named: { stack: `gateway.out/${zone}` } });

/** Why a call of the files is refused: by IAM, by the trust of a role, or by the endpoint that it passes. */
function* missing(topology: Topology, zone: GatewayZone, call: AwsCall, stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  const [workload = '', host = ''] = call.name.split('.');
  const path = topology.workloads[workload] === undefined ? pathOf('gateway', 'zones', zone.zone) : pathOf('workloads', workload);
  const place = placeOf(topology, zone.zone);
  const role = call.by === 'task' ? gatewayTaskRoleArn(topology, zone.zone) : call.by.role;
  const caller = { role, account: place.account };
  const what = `${call.name} needs ${call.action}${call.on === 'any' ? '' : ` on ${call.on}`} as ${role}`;
  if (call.by === 'task') {
    // A role of one's own says whom it trusts where it was made; of any other the stack that makes it does.
    const taken = stacks
      .flatMap(({ resources }) => resources)
      .find(({ type, properties }) => type === 'AWS::IAM::Role' && call.on.endsWith(`/${String(properties['RoleName'])}`));
    if (taken === undefined && !Object.values(topology.existing.roles).includes(call.on))
      yield { path, message: `${what}, a role that no stack makes and existing.roles does not name.`, ...at(zone) };
    if (taken !== undefined && !trusts(taken, caller, place)) yield { path, resource: taken, message: `${what}, which ${taken.id} does not trust.` };
  } else if (!Object.values(topology.existing.roles).includes(role)) {
    const rights = rightsOf(role, stacks).filter(({ stack }) => isStackOf(topology, stack, host) || isOfIdentity(topology, stack, call));
    if (!rights.some(({ statement }) => allowsCall(statement, call))) yield { path, message: `${what}, which no policy of it allows.`, ...at(zone) };
    for (const { stack } of rightsOf(role, stacks).filter(({ statement }) => deniesCall(statement, call)))
      yield { path, stack, message: `${what}, which a policy of ${stack.name} takes away.` };
  }
  yield* stopped(topology, { zone, call, caller, path, what, host }, stacks);
}

interface Passing {
  readonly zone: GatewayZone;
  readonly call: AwsCall;
  readonly caller: { readonly role: string; readonly account: string };
  readonly path: string;
  readonly what: string;
  readonly host: string;
}

/** A call that the policy of its endpoint stops. That there is an endpoint at all is told by network/reachable. */
function* stopped(topology: Topology, { zone, call, caller, path, what, host }: Passing, stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  const entered = topology.hosts[host];
  const own = entity(topology.gateway.zones, zone.zone).network;
  const network = call.service === 'bedrock-runtime' && entered !== undefined && 'network' in entered ? entered.network : own;
  const stack = stacks.find((one) => subjectOf(topology, one)?.path === pathOf('networks', network));
  const endpoint = stack === undefined ? undefined : endpointOf(stack, call.service);
  if (endpoint === undefined || passes(endpoint, call, caller)) return;
  yield { path, resource: endpoint, message: `${what}, which the endpoint ${endpoint.id} of ${network} does not let through.` };
}

/** Rights of a workload in the stack of a host that its zone's files never use. */
function* unneeded(topology: Topology, zone: GatewayZone, stacks: readonly SynthesizedStack[]): Iterable<Violation> {
  const calls = awsCalls(zone);
  for (const [id] of sortedEntries(topology.workloads).filter(([, workload]) => workload.zone === zone.zone)) {
    const own = calls.filter(({ name, by }) => by !== 'task' && name.split('.')[0] === id);
    const roles = [...new Set(own.flatMap(({ by }) => (by === 'task' ? [] : [by.role])))];
    for (const { stack } of roles.flatMap((role) => rightsOf(role, stacks))) {
      const host = subjectOf(topology, stack)?.host?.[0];
      if (host === undefined || own.some(({ name }) => name.split('.')[1] === host)) continue;
      yield {
        path: pathOf('workloads', id),
        stack,
        message: `${stack.name} gives ${id} rights on ${host}, which nothing in the files of zone ${zone.zone} calls for it.`,
      };
    }
  }
}

function placeOf(topology: Topology, zone: string) {
  const { account, region } = entity(topology.networks, entity(topology.gateway.zones, zone).network);
  const { id, partition } = entity(topology.accounts.aws, account);
  return { account: id, region, partition };
}

/** Tokens are the identity's own matter, and so are keys of providers, which no stack of a host makes. */
function isOfIdentity(topology: Topology, stack: SynthesizedStack, { service, on }: AwsCall): boolean {
  if (service === 'sts' || service === 'lambda') return true;
  const declared = Object.values(topology.hosts).some((host) => 'apiKey' in host && host.apiKey.secret === on);
  return declared && subjectOf(topology, stack)?.kind === 'aws-identity';
}

function isStackOf(topology: Topology, stack: SynthesizedStack, host: string): boolean {
  return subjectOf(topology, stack)?.host?.[0] === host;
}
