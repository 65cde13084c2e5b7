import { isHost } from '../../../hosts/schemas.js';
import type { ExistingNetwork } from '../../schema/existing.js';
import type { Network } from '../../schema/networks.js';
import type { Topology } from '../../schema/topology.js';
import type { Misfit } from '../misfit.js';
import { type Form, formed, forms, type Path } from './forms.js';

/** Networks have the form of their cloud, and are where they are used. */
export function existingNetworkMisfits(topology: Topology): Misfit[] {
  const { networks } = topology.existing;
  return [
    ...Object.entries(networks).flatMap(([id, existing]) => ofNetwork(topology.networks[id], existing, ['existing', 'networks', id])),
    ...oneSubnet(topology),
  ];
}

function ofNetwork(network: Network | undefined, { id, subnets = [], endpoints }: ExistingNetwork, path: Path): Misfit[] {
  const services = endpoints?.services ?? [];
  const idAt = [...path, 'id'];
  const group = endpoints?.securityGroup;
  const groupMisfit =
    group === undefined || network?.cloud === 'aws'
      ? []
      : [{ path: [...path, 'endpoints', 'securityGroup'], message: `received ${group}, and networks on ${network?.cloud} have none. Allowed: none.` }];
  const known = [...each(services, undefined, [...path, 'endpoints', 'services']), ...groupMisfit];
  switch (network?.cloud) {
    case 'aws':
      return [...formed(id, forms.vpc, idAt), ...each(subnets, forms.subnet, [...path, 'subnets']), ...known];
    case 'google':
      return [
        ...formed(id, forms.googleNetwork, idAt),
        ...each(subnets, forms.googleSubnet, [...path, 'subnets']),
        ...subnets.flatMap((subnet, index) => {
          const [, project, , region] = subnet.split('/');
          const [, host] = id.split('/');
          if (region === network.region && project === host) return [];
          return [
            { path: [...path, 'subnets', index], message: `received ${subnet}. Allowed: one of project ${host}, that of the network, in ${network.region}.` },
          ];
        }),
        ...known,
      ];
    case 'azure':
      return [
        ...formed(id, forms.azureSubnet, idAt),
        ...(subnets.length === 0
          ? []
          : [{ path: [...path, 'subnets'], message: `received ${subnets.length} entries, and nothing on azure uses them. Allowed: none; id is the subnet.` }]),
        ...services.flatMap((service, index) => formed(service, forms.azureZone, [...path, 'endpoints', 'services', index])),
        ...known,
      ];
    default:
      return [];
  }
}

/** Every value of a form, and each once. */
function each(values: readonly string[], form: Form | undefined, path: Path): Misfit[] {
  return values.flatMap((value, index) => [
    ...(form === undefined ? [] : formed(value, form, [...path, index])),
    ...(values.indexOf(value) === index ? [] : [{ path: [...path, index], message: `received ${value} twice. Allowed: each once.` }]),
  ]);
}

/** A load balancer needs subnets in two availability zones, and those of one subnet are one. */
function oneSubnet({ existing, hosts }: Topology): Misfit[] {
  return Object.entries(existing.networks).flatMap(([id, { subnets = [] }]) => {
    const [fleet] = Object.entries(hosts).find(([, host]) => isHost(host, 'self-hosted-aws') && host.network === id) ?? [];
    if (fleet === undefined || subnets.length !== 1) return [];
    return [
      {
        path: ['existing', 'networks', id, 'subnets'],
        message: `received one subnet. Allowed: two or more in different zones; the load balancer of ${fleet} needs them.`,
      },
    ];
  });
}
