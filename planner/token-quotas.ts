import { tokenQuota } from '../facts/bedrock.js';
import { hostsOn } from '../hosts/select.js';
import type { QuotaNeed, TokenLoad } from '../hosts/shared/quota-need.js';
import { traitsOf } from '../hosts/traits.js';
import { pathOf } from '../topology/path.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity, sortedEntries, workloadsOn } from '../topology/views.js';
import { type Arrivals, arrivals, lossesOfOneNode, unknownCapacity } from './overflow.js';

/** Tokens per minute that Bedrock hosts must take together: at peak, and at peak with one node of some fleet lost. */
export interface TokenPeaks {
  readonly atPeak: number;
  readonly oneNodeLost: number;
}

/** Tokens per minute of one model, in one mode, in one account and region. */
export interface TokenNeed extends QuotaNeed, TokenPeaks {
  readonly unit: 'token per minute';
  /** `quotaTokensPerMinute` of the hosts, where all of them say it. */
  readonly declared?: number;
  readonly assumptions: readonly string[];
}

const assumptions = [
  'every workload is at the peak of its curve at once; peaks over means are assumptions (facts/demand.yaml)',
  'tokens used: Bedrock reserves input plus maxTokens when a request starts, so a generous maxTokens needs more',
];

/** A host whose calls count against tokens a minute. */
export interface TokenHost extends TokenLoad {
  readonly id: string;
  readonly account: string;
  readonly region: string;
}

/** Every such host, by id. */
export function tokenHosts(topology: Topology): TokenHost[] {
  return hostsOn(topology, 'aws').flatMap(([id, host]) => {
    const load = traitsOf(host).quotas(topology, { id, host });
    return load === 'unlisted' || !('of' in load) ? [] : [{ id, account: host.account, region: host.region, ...load }];
  });
}

/** Quotas to ask Bedrock for, where any token arrives; hosts of one account, region, model and mode share one. */
export function tokenNeeds(topology: Topology): TokenNeed[] {
  const groups = new Map<string, TokenHost[]>();
  for (const host of tokenHosts(topology)) {
    const key = [host.account, host.region, entity(topology.models, host.model).release, host.mode].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), host]);
  }
  return [...groups.values()].flatMap((hosts) => {
    const [first] = hosts;
    const used = hosts.some(({ id }) => workloadsOn(topology, id).length > 0);
    return first === undefined || !used ? [] : [tokenNeed(topology, first, hosts)].filter(({ needed }) => needed > 0);
  });
}

/** What some Bedrock hosts must take together, in whole thousands. */
export function tokenPeaks(topology: Topology, hosts: readonly string[]): TokenPeaks {
  const total = (reached: Arrivals) => hosts.flatMap((host) => [...(reached.get(host)?.values() ?? [])]).reduce((sum, tokens) => sum + tokens, 0);
  const atPeak = total(arrivals(topology));
  const lossy = lossesOfOneNode(topology).map((loss) => total(arrivals(topology, loss)));
  return { atPeak: thousands(atPeak), oneNodeLost: thousands(Math.max(atPeak, ...lossy)) };
}

function tokenNeed(topology: Topology, { account, region, model, mode }: TokenHost, hosts: readonly TokenHost[]): TokenNeed {
  const { id, partition } = entity(topology.accounts.aws, account);
  const { release } = entity(topology.models, model);
  const quota = tokenQuota({ release, mode, partition });
  const ids = hosts.map(({ id }) => id);
  const users = sortedEntries(topology.workloads).flatMap(([workload, { route }]) =>
    route.flatMap((host, index) => (ids.includes(host) ? [{ workload, index }] : [])),
  );
  const unknown = new Set(
    users.flatMap(({ workload, index }) => unknownCapacity(topology, entity(topology.workloads, workload), index).map((host) => unmeasured(host))),
  );
  const peaks = tokenPeaks(topology, ids);
  const declared = hosts.map((host) => host.declared);
  return {
    account: id,
    region,
    service: 'bedrock',
    ...(quota !== undefined && { quotaCode: quota.quotaCode }),
    name: quota?.name ?? `${mode === 'in-region' ? 'On-demand' : 'Cross-region'} model inference tokens per minute for ${release} (no id known)`,
    needed: peaks.oneNodeLost,
    unit: 'token per minute',
    because: users.map(({ workload, index }) => pathOf('workloads', workload, 'route', index)),
    ...peaks,
    ...(declared.every((tokens) => tokens !== undefined) && { declared: declared.reduce((sum, tokens) => sum + tokens, 0) }),
    assumptions: [...assumptions, ...[...unknown].sort()],
  };
}

const unmeasured = (host: string) => `no published throughput says what ${host} carries: all that may overflow from it is counted`;

function thousands(tokens: number): number {
  return Math.ceil(tokens / 1_000) * 1_000;
}
