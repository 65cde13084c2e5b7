import { cloudOf } from '../../hosts/schemas.js';
import type { Topology } from '../schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../views.js';
import type { Misfit } from './misfit.js';
import { isWhole, wholeKey } from './public-keys.js';

/** Fields of a zone's gateway that go with each engine. */
const fields = {
  envoy: { needed: ['tasks'], more: ['endpoint', 'identity'] },
  existing: { needed: ['principal', 'address'], more: ['googlePrincipal'] },
} as const;
const foreign = { envoy: [...fields.existing.needed, ...fields.existing.more], existing: [...fields.envoy.needed, ...fields.envoy.more] } as const;

/** What the schema cannot see of gateways: what is said of them goes with who runs them. */
export function gatewayMisfits({ gateway, networks, accounts, workloads, hosts }: Topology): Misfit[] {
  const { needed, more } = fields[gateway.engine];
  return sortedEntries(gateway.zones).flatMap(([zone, place]): Misfit[] => {
    const at = (field: string) => ['gateway', 'zones', zone, field];
    const misfits = [
      ...needed
        .filter((field) => place[field] === undefined)
        .map((field) => ({ path: ['gateway', 'zones', zone], message: `received no ${field}. Needed with engine ${gateway.engine}: ${needed.join(', ')}.` })),
      ...foreign[gateway.engine]
        .filter((field) => place[field] !== undefined)
        .map((field) => ({
          path: at(field),
          message: `received with engine ${gateway.engine}. Allowed there: ${['network', ...needed, ...more].join(', ')}.`,
        })),
    ];
    const { cloud, account } = entity(networks, place.network);
    // Endpoints of the network let nobody of another account through.
    const own = cloud === 'aws' ? entity(accounts.aws, account) : undefined;
    const start = own && `arn:${own.partition}:iam::${own.id}:role/`;
    if (place.principal !== undefined && (start === undefined || !place.principal.startsWith(start)))
      misfits.push({
        path: at('principal'),
        message: `received ${place.principal}. Allowed: ${start === undefined ? 'a network on AWS' : `${start}…, a role of the account of its network`}.`,
      });
    const callsGoogle = Object.values(workloads).some(
      (one) => one.zone === zone && hostsNamedBy(one).some(({ host }) => cloudOf(entity(hosts, host)) === 'google'),
    );
    if (place.googlePrincipal !== undefined && !callsGoogle)
      misfits.push({
        path: at('googlePrincipal'),
        message: `received ${place.googlePrincipal}, and no workload of ${zone} names a host on Google. Allowed: none, until one does.`,
      });
    for (const [kid, key] of sortedEntries(place.identity?.keys ?? {}))
      if (!isWhole(key)) misfits.push({ path: [...at('identity'), 'keys', kid], message: `received a part of one, or members of two. Allowed: ${wholeKey}.` });
    for (const id of Object.keys(place.identity?.workloads ?? {}))
      if (workloads[id]?.zone !== zone) {
        const own = Object.keys(workloads).filter((one) => workloads[one]?.zone === zone);
        misfits.push({
          path: [...at('identity'), 'workloads', id],
          message: `received ${id}. Allowed: workloads of the zone, ${own.sort().join(', ') || 'none'}.`,
        });
      }
    return misfits;
  });
}
