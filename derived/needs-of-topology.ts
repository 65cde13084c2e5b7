import { serviceLimit } from '../facts/limits.js';
import { cloudOf } from '../hosts/schemas.js';
import { answersOnGoogle, traitsOf } from '../hosts/traits.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, gatewayNetwork, googlePrincipalOf, hostsNamedBy, sortedEntries } from '../topology/views.js';
import { type Amount, type Holder, holderOf } from './amount.js';
import { gatewayRole, gatewayRoleArn } from './gateway-role.js';
import { gatewayZones } from './gateway-tasks.js';
import { financeParts, identityHome } from './parts.js';
import { sharedBudgetOf } from './shared-costs.js';

/** What grows with the workloads of a topology, known before anything is synthesized. */
export function* needsOf(topology: Topology): Iterable<Amount> {
  yield* ofAws(topology);
  for (const [alias] of sortedEntries(topology.accounts.google)) yield* ofGoogle(topology, alias);
  for (const [alias] of sortedEntries(topology.accounts.azure)) yield* ofHosts(topology, 'azure', alias);
}

function* ofAws(topology: Topology): Iterable<Amount> {
  const home = identityHome(topology);
  if (home !== undefined) {
    const made = Object.keys(topology.workloads).filter((id) => topology.existing.roles[id] === undefined);
    yield need(holderOf('aws', home.account), 'roles-per-account', made.length + gatewayZones(topology).length, 'workloads');
  }
  for (const [alias] of sortedEntries(topology.accounts.aws)) {
    const holder = holderOf('aws', alias);
    yield* ofHosts(topology, 'aws', alias);
    const budgets = financeParts(topology, alias).flatMap(({ workloads }) => workloads.filter(([, { budget }]) => budget !== undefined));
    yield need(holder, 'budgets-per-account', budgets.length + (sharedBudgetOf(topology, 'aws', alias) === undefined ? 0 : 1));
  }
}

/** A gateway on AWS is a service account in each project whose hosts it calls. */
function* ofGoogle(topology: Topology, alias: string): Iterable<Amount> {
  const holder = holderOf('google', alias);
  const hosts = Object.entries(topology.hosts).filter(([, host]) => cloudOf(host) === 'google' && host.account === alias);
  const names = new Set(hosts.map(([id]) => id));
  const served = sortedEntries(topology.workloads).filter(([, workload]) => hostsNamedBy(workload).some(({ host }) => names.has(host)));
  const callers = served.flatMap(([workload, entry]) => {
    const network = topology.networks[gatewayNetwork(topology, entry) ?? ''];
    return network?.cloud === 'aws' ? [{ workload, entry, account: network.account }] : [];
  });
  yield need(holder, 'service-accounts-per-project', callers.length);
  const onVertex = hosts.some(([, host]) => answersOnGoogle(topology, host, 'vertex'));
  yield need(holder, 'principals-per-project', onVertex ? callers.length : 0);
  const letIn = callers.filter(({ entry }) => googlePrincipalOf(topology, entry) === undefined);
  for (const account of [...new Set(letIn.map((caller) => caller.account))].sort()) {
    const roles = letIn.filter((caller) => caller.account === account).map(({ workload }) => workload);
    yield {
      ...need(holder, 'condition-characters', conditionLength(topology, alias, account, roles)),
      holder: `The trust of ${holder.name} in AWS account ${account}`,
    };
  }
  const budgeted = sharedBudgetOf(topology, 'google', alias) !== undefined || served.some(([, { budget }]) => (budget?.usdPerMonth ?? 0) > 0);
  const channels = entity(topology.accounts.google, alias).owns && budgeted ? topology.finance.notify.length : 0;
  yield { ...need(holder, 'budget-channels', channels, pathOf('finance', 'notify')), holder: `The budget of ${holder.name}` };
}

/** Length of the condition that lets roles of one AWS account in, each by its name in quotes: `assertion.sub in ['…', '…']`. */
function conditionLength(topology: Topology, alias: string, account: string, workloads: readonly string[]): number {
  const { id, partition } = entity(topology.accounts.aws, account);
  const requests = entity(topology.accounts.google, alias).federation === 'aws';
  const frame = requests ? 'attribute.aws_role in []' : 'assertion.sub in []';
  const names = workloads.map((workload) => {
    const role = requests ? `arn:${partition}:sts::${id}:assumed-role/${gatewayRole(topology, workload)}` : gatewayRoleArn(topology, id, workload);
    return `'${role}'`.length;
  });
  return frame.length + names.reduce((sum, length) => sum + length, 0) + ', '.length * (names.length - 1);
}

/** What the hosts of an account use up, as the traits of their kinds say: added up by account or region, or for each host. */
function* ofHosts(topology: Topology, cloud: 'aws' | 'azure', alias: string): Iterable<Amount> {
  const holder = holderOf(cloud, alias);
  const sums = new Map<string, Amount>();
  for (const [id, host] of sortedEntries(topology.hosts)) {
    if (cloudOf(host) !== cloud || host.account !== alias) continue;
    const uses = traitsOf(host).limits(topology, { id, host });
    for (const { limit, found, per } of uses === 'none' ? [] : uses) {
      if (per === 'host') yield { ...need(holder, limit, found, pathOf('hosts', id)), holder: `Host ${id}` };
      else {
        const amount = per === 'region' && 'region' in host ? needIn(host.region, holder, limit, found) : need(holder, limit, found);
        sums.set(amount.subject, { ...amount, found: found + (sums.get(amount.subject)?.found ?? 0) });
      }
    }
  }
  yield* sums.values();
}

function need(holder: Holder, name: string, found: number, path = holder.path): Amount {
  return { limit: serviceLimit(name), found, holder: holder.name, path, subject: `${holder.path}.${name}` };
}

function needIn(region: string, holder: Holder, name: string, found: number): Amount {
  return { ...need(holder, name, found), holder: `${holder.name} in ${region}`, subject: `${holder.path}.${region}.${name}` };
}
