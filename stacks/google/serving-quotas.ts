import type { Construct } from 'constructs';
import { type AcceleratorQuota, ServingQuota } from '../../constructs/google/capacity/serving-quota.js';
import { setOrigin } from '../../constructs/origin.js';
import type { AccountView } from '../../derived/google-accounts.js';
import { physicalName } from '../../derived/names.js';
import { computeQuota, googleQuota } from '../../facts/google.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { StackContext } from '../context.js';

/** Accelerators of one type that hosts of an account need together in a region. */
interface Wanted {
  readonly key: string;
  readonly quota: AcceleratorQuota | undefined;
  readonly region: string;
  readonly accelerators: number;
  readonly hosts: readonly [string, ...string[]];
}

/**
 * Asks for the accelerators that hosts need at their largest, together per region: Google keeps one preference per quota
 * and region, so a host cannot ask by itself. Before the endpoints, because granting takes days and may be refused.
 */
export function servingQuotas(scope: Construct, { topology }: StackContext, view: AccountView): void {
  const wanted = view.hosts.flatMap(({ id, host: { region }, use }) =>
    use.answers !== 'vertex'
      ? []
      : use.accelerators.map(({ type, count }): Wanted => {
          const known = googleQuota(type);
          const quota = known?.quotaId === undefined ? undefined : { service: known.service, id: known.quotaId };
          return { key: `${region}-${type.toLowerCase().replaceAll('_', '-')}`, quota, region, accelerators: count, hosts: [id] };
        }),
  );
  for (const { key, quota, ...sum } of sums(wanted)) {
    if (quota === undefined) continue;
    const justification = `Llama on ${sum.hosts.join(', ')}, at most ${sum.accelerators} accelerators`;
    const name = physicalName(63, topology.name, key);
    const preference = new ServingQuota(scope, `quota-${key}`, { ...place(topology, view), name, quota, ...amount(sum), justification });
    setOrigin(preference, pathOf('hosts', sum.hosts[0], 'replicas'));
  }
}

/** The same for fleets on Compute Engine: reserving takes quota as running does. */
export function fleetQuotas(scope: Construct, { topology }: StackContext, view: AccountView): void {
  const wanted = view.hosts.flatMap(({ id, host: { region }, use }) =>
    use.answers !== 'nodes'
      ? []
      : use.accelerators.map(({ type, count }): Wanted => {
          const known = computeQuota(type);
          const quota = known && { service: known.service, id: known.quotaId, gpuFamily: known.family };
          return { key: `${region}-${type.toLowerCase()}`, quota, region, accelerators: count, hosts: [id] };
        }),
  );
  for (const { key, quota, ...sum } of sums(wanted)) {
    if (quota === undefined) continue;
    const justification = `Llama on ${sum.hosts.join(', ')}, ${sum.accelerators} GPUs reserved`;
    const name = physicalName(63, topology.name, 'fleet', key);
    const preference = new ServingQuota(scope, `fleet-quota-${key}`, { ...place(topology, view), name, quota, ...amount(sum), justification });
    setOrigin(preference, pathOf('hosts', sum.hosts[0], 'capacity', 'reservations'));
  }
}

/** One for each key, with what all hosts want of it. */
function sums(wanted: readonly Wanted[]): readonly Wanted[] {
  const byKey = new Map<string, Wanted>();
  for (const one of wanted) {
    const known = byKey.get(one.key);
    if (known === undefined) byKey.set(one.key, one);
    else {
      const more = one.hosts.filter((id) => !known.hosts.includes(id));
      byKey.set(one.key, { ...known, accelerators: known.accelerators + one.accelerators, hosts: [...known.hosts, ...more] });
    }
  }
  return [...byKey.values()];
}

const place = (topology: Topology, { account }: AccountView) => ({ project: account.project, contactEmail: topology.finance.notify[0] });
const amount = ({ region, accelerators }: Pick<Wanted, 'region' | 'accelerators'>) => ({ region, accelerators });
