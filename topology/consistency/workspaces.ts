import { isHost } from '../../hosts/schemas.js';
import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';

/** Databricks workspaces with hosts are described completely, and a gateway can enter them from AWS. */
export function workspaceMisfits({ accounts, hosts, networks }: Topology): Misfit[] {
  const used = Object.entries(hosts).flatMap(([id, host]) => (isHost(host, 'databricks') ? [[id, host] as const] : []));
  const aliases = [...new Set(used.map(([, { account }]) => account))].filter((alias) => accounts.databricks[alias] !== undefined);
  return [
    ...aliases.flatMap((alias): Misfit[] => {
      const path = ['accounts', 'databricks', alias];
      const { workspaceId, workspaceUrl, owns, publicCallers } = accounts.databricks[alias] ?? { workspaceUrl: '' };
      return [
        ...(workspaceId === undefined
          ? [{ path: [...path, 'workspaceId'], message: 'missing. Allowed: the number of the workspace, in quotes, which hosts there are bound to.' }]
          : []),
        ...(/^https:\/\/[a-z0-9.-]+\.cloud\.databricks\.com\/?$/.test(workspaceUrl)
          ? []
          : [
              {
                path: [...path, 'workspaceUrl'],
                message: `received ${workspaceUrl}. Allowed for hosts: a workspace on AWS, https://<name>.cloud.databricks.com.`,
              },
            ]),
        // Lists of addresses that are switched on and empty let everyone in.
        ...(owns === true && publicCallers?.length === 0
          ? [{ path: [...path, 'publicCallers'], message: 'missing. Allowed with owns: one range at least, of those who deploy over the internet.' }]
          : []),
      ];
    }),
    ...used.flatMap(([id, { network }]): Misfit[] => {
      const cloud = networks[network]?.cloud;
      if (cloud === undefined || cloud === 'aws') return [];
      return [
        { path: ['hosts', id, 'network'], message: `received a network on ${cloud}. Allowed: one on aws, where the front-end endpoint of the workspace is.` },
      ];
    }),
  ];
}
