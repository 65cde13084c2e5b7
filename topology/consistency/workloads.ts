import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';

/** What a workload or host says twice or contradicts. */
export function workloadMisfits({ workloads, hosts }: Topology): Misfit[] {
  return [
    // The tag `workload` has this value on what belongs to no single workload, and a budget that watches it.
    ...('shared' in workloads
      ? [
          {
            path: ['workloads', 'shared'],
            message: 'received the name shared, which marks what several workloads share, on every bill. Allowed: any other name.',
          },
        ]
      : []),
    ...Object.entries(workloads).flatMap(([id, { route }]) =>
      route.flatMap((host, index) =>
        route.indexOf(host) === index
          ? []
          : [{ path: ['workloads', id, 'route', index], message: `received "${host}" twice. Allowed: each host once; overflow goes to another one.` }],
      ),
    ),
    ...Object.entries(workloads).flatMap(([id, { search, class: kind }]): Misfit[] => {
      const host = search === undefined ? undefined : hosts[search];
      if (host === undefined) return [];
      const path = ['workloads', id, 'search'];
      if (kind !== 'grounded') return [{ path, message: `received "${search}", and the class is ${kind}. Allowed with class grounded alone.` }];
      if ('search' in host && host.search !== undefined) return [];
      const known = Object.entries(hosts).flatMap(([other, one]) => ('search' in one && one.search !== undefined ? [other] : []));
      return [{ path, message: `received "${search}", which has no search index. Allowed: ${known.join(', ') || 'no host has one'}.` }];
    }),
    ...Object.entries(hosts).flatMap(([id, host]) => {
      const given = [
        ...('replicas' in host ? [{ path: ['hosts', id, 'replicas'], replicas: host.replicas }] : []),
        ...('next' in host && host.next?.replicas !== undefined ? [{ path: ['hosts', id, 'next', 'replicas'], replicas: host.next.replicas }] : []),
      ];
      return given
        .filter(({ replicas: { min, max } }) => min > max)
        .map(({ path, replicas: { min, max } }) => ({ path: [...path, 'max'], message: `received ${max}, and min is ${min}. Allowed: ${min} or more.` }));
    }),
  ];
}
