import { cloudOf, formOf, type Host, isHost } from '../../hosts/schemas.js';
import type { PathSegment } from '../document.js';
import { rangeProblem } from '../private-range.js';
import type { Existing, Network } from '../schema/networks.js';
import type { Topology } from '../schema/topology.js';
import type { Misfit } from './misfit.js';

type Path = readonly PathSegment[];
type ExistingNetwork = Existing['networks'][string];

/** What is brought along has the form of its cloud, and is where it is used. */
export function existingMisfits(topology: Topology): Misfit[] {
  const { networks, keys, guardrails, perimeters, egressProxies } = topology.existing;
  return [
    ...Object.entries(networks).flatMap(([id, existing]) => ofNetwork(topology.networks[id], existing, ['existing', 'networks', id])),
    ...oneSubnet(topology),
    ...Object.entries(keys).flatMap(([id, key]) => ofKey(topology, id, key)),
    ...Object.entries(guardrails).flatMap(([id, guardrail]) => ofGuardrail(topology.hosts[id], guardrail.id, ['existing', 'guardrails', id])),
    ...Object.entries(egressProxies).flatMap(([id, proxy]) => ofProxy(proxy, ['existing', 'egressProxies', id])),
    ...Object.entries(perimeters).flatMap(([alias, name]) =>
      formed(name, /^accessPolicies\/\d+\/servicePerimeters\/\w+$/, 'accessPolicies/<number>/servicePerimeters/<name>', ['existing', 'perimeters', alias]),
    ),
  ];
}

/** Tokens of Entra pass it, and what they are asked with. */
function ofProxy(proxy: string, path: Path): Misfit[] {
  const { hostname } = new URL(proxy);
  if (hostname.startsWith('[')) return [{ path, message: `received ${proxy}. Allowed: a name, or a private IPv4 address.` }];
  if (!/^[\d.]+$/.test(hostname) || rangeProblem(`${hostname}/32`) === undefined) return [];
  return [{ path, message: `received ${proxy}, a public address. Allowed: a name, or an address in a private range.` }];
}

/** Forms of ids, by cloud. Sources: EC2, Compute Engine and Azure Resource Manager references. */
const forms = {
  vpc: [/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/, 'a VPC id, such as vpc-0a1b2c3d4e5f60718'],
  subnet: [/^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/, 'a subnet id, such as subnet-0a1b2c3d4e5f60718'],
  routeTable: [/^rtb-([0-9a-f]{8}|[0-9a-f]{17})$/, 'a route table id, such as rtb-0a1b2c3d4e5f60718'],
  googleNetwork: [/^projects\/[a-z][a-z0-9:.-]+\/global\/networks\/[a-z]([a-z0-9-]*[a-z0-9])?$/, 'projects/<project>/global/networks/<name>'],
  googleSubnet: [
    /^projects\/[a-z][a-z0-9:.-]+\/regions\/[a-z0-9-]+\/subnetworks\/[a-z]([a-z0-9-]*[a-z0-9])?$/,
    'projects/<project>/regions/<region>/subnetworks/<name>',
  ],
  azureSubnet: [
    /^\/subscriptions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourceGroups\/[\w.()-]+\/providers\/Microsoft\.Network\/virtualNetworks\/[\w.-]+\/subnets\/[\w.-]+$/i,
    'the id of a subnet, /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<name>',
  ],
} as const satisfies Readonly<Record<string, readonly [RegExp, string]>>;

function ofNetwork(network: Network | undefined, { id, subnets = [], routeTables = [] }: ExistingNetwork, path: Path): Misfit[] {
  const idAt = [...path, 'id'];
  const each = (field: 'subnets' | 'routeTables', values: readonly string[], form: keyof typeof forms) =>
    values.flatMap((value, index) => [
      ...formed(value, forms[form][0], forms[form][1], [...path, field, index]),
      ...again(values, index, [...path, field, index]),
    ]);
  switch (network?.cloud) {
    case 'aws':
      return [...formed(id, ...forms.vpc, idAt), ...each('subnets', subnets, 'subnet'), ...each('routeTables', routeTables, 'routeTable')];
    case 'google':
      return [
        ...formed(id, ...forms.googleNetwork, idAt),
        ...each('subnets', subnets, 'googleSubnet'),
        ...subnets.flatMap((subnet, index) => {
          const [, project, , region] = subnet.split('/');
          const [, host] = id.split('/');
          if (region === network.region && project === host) return [];
          return [
            { path: [...path, 'subnets', index], message: `received ${subnet}. Allowed: one of project ${host}, that of the network, in ${network.region}.` },
          ];
        }),
        ...unused(routeTables, [...path, 'routeTables'], 'google'),
      ];
    case 'azure':
      return [
        ...formed(id, ...forms.azureSubnet, idAt),
        ...unused(subnets, [...path, 'subnets'], 'azure'),
        ...unused(routeTables, [...path, 'routeTables'], 'azure'),
      ];
    default:
      return [];
  }
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

function ofKey({ hosts }: Topology, id: string, key: string): Misfit[] {
  const path = ['existing', 'keys', id];
  const host = hosts[id] as Host;
  const use = formOf(host).existingKey(host);
  if (use === 'none') {
    return [
      {
        path,
        message: `received a key for ${id}, and no stack of a ${host.kind} host uses one that exists. Allowed: none; its key is made in the host's own account.`,
      },
    ];
  }
  return cloudOf(host) === 'azure'
    ? formed(
        key,
        /^https:\/\/[a-z0-9-]+\.(vault|managedhsm)\.(azure\.net|usgovcloudapi\.net|azure\.cn)\/keys\/[A-Za-z0-9-]+(\/[0-9a-f]{32})?$/,
        'https://<vault>.vault.azure.net/keys/<name>',
        path,
      )
    : formed(
        key,
        /^projects\/[a-z][a-z0-9:.-]+\/locations\/[a-z0-9-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/,
        'projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>',
        path,
      );
}

/** The id alone: account and region are those of the host, because no call may name a guardrail elsewhere. */
function ofGuardrail(host: Host | undefined, id: string, path: Path): Misfit[] {
  if (host === undefined || !('guardrail' in host)) {
    return [{ path, message: `received a guardrail for a ${host?.kind} host, whose calls name none. Allowed: hosts on Bedrock.` }];
  }
  return formed(id, /^[a-z0-9]+$/, 'the id of a guardrail in the account and region of the host, such as gr1abc2def3g; no ARN', [...path, 'id']);
}

function formed(value: string, form: RegExp, allowed: string, path: Path): Misfit[] {
  return form.test(value) ? [] : [{ path, message: `received "${value}". Allowed: ${allowed}.` }];
}

function again(values: readonly string[], index: number, path: Path): Misfit[] {
  const value = values[index] ?? '';
  return values.indexOf(value) === index ? [] : [{ path, message: `received ${value} twice. Allowed: each once.` }];
}

function unused(values: readonly string[], path: Path, cloud: string): Misfit[] {
  return values.length === 0 ? [] : [{ path, message: `received ${values.length} entries, and nothing on ${cloud} uses them. Allowed: none; id is enough.` }];
}
