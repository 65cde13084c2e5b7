import { cloudOf, type Host } from '../../hosts/schemas.js';
import type { Topology } from '../../topology/schema/topology.js';
import { workloadsOn } from '../../topology/views.js';
import { sameMeaning } from '../canonical.js';
import { hostPlaces, place } from '../places.js';
import type { Words } from '../topology.js';
import { fleetWords } from './fleet.js';

/** What a change of one host means. */
export function hostWords(id: string, before: Topology, after: Topology): Words[] {
  const [was, is] = [before.hosts[id], after.hosts[id]];
  const path = `hosts.${id}`;
  if (was === undefined && is !== undefined) return [{ path, tells: [path], text: `host \`${id}\` is new: ${summary(after, id, is)}` }];
  if (is === undefined && was !== undefined) {
    return [{ path, tells: [path], text: `host \`${id}\` is gone: ${summary(before, id, was)}` }];
  }
  if (was === undefined || is === undefined) return [];
  if (was.kind !== is.kind)
    return [{ path, tells: [path], text: `\`${id}\` becomes another kind of host: ${summary(before, id, was)} → ${summary(after, id, is)}` }];
  return [
    ...modelWords(path, id, before, after),
    ...regionWords(path, id, was, is),
    ...(was.kind === 'self-hosted' && is.kind === 'self-hosted' ? fleetWords(path, id, was, is) : []),
    ...destinationWords(path, id, before, after),
    ...sizeWords(path, id, was, is),
  ];
}

function summary(topology: Topology, id: string, host: Host): string {
  const where = 'region' in host ? ` in ${place(cloudOf(host), host.region)}` : '';
  const users = workloadsOn(topology, id).map(([workload]) => workload);
  return `${host.kind}${where}, ${release(topology, host)}${sizeOf(host)}, ${users.length === 0 ? 'on no route' : `serves ${users.join(', ')}`}`;
}

function sizeOf(host: Host): string {
  switch (host.kind) {
    case 'self-hosted':
      return `, ${host.nodes.count} × ${host.nodes.instanceType}`;
    case 'bedrock':
      return `, profile ${host.profile}`;
    case 'vertex-endpoint':
      return `, ${host.replicas.min}–${host.replicas.max} × ${host.machineType}`;
    case 'azure-foundry':
      return `, sku ${host.sku}, ${host.capacity}k tokens a minute`;
    default:
      return '';
  }
}

/** Hosted offers choose their own precision. */
function release(topology: Topology, host: Host): string {
  const entry = topology.models[host.model];
  if (entry === undefined) return host.model;
  return host.kind === 'self-hosted' || host.kind === 'bedrock-import' ? `${entry.release} ${entry.precision}` : entry.release;
}

function modelWords(path: string, id: string, before: Topology, after: Topology): Words[] {
  const [was, is] = [before.hosts[id], after.hosts[id]];
  if (was === undefined || is === undefined) return [];
  const [from, to] = [release(before, was), release(after, is)];
  if (was.model === is.model && from === to) return [];
  return [{ path: `${path}.model`, tells: [`${path}.model`], text: `\`${id}\` serves ${from} → ${to}` }];
}

function regionWords(path: string, id: string, was: Host, is: Host): Words[] {
  if (!('region' in was) || !('region' in is) || was.region === is.region) return [];
  return [{ path: `${path}.region`, tells: [`${path}.region`], text: `\`${id}\` moves ${place(cloudOf(was), was.region)} → ${place(cloudOf(is), is.region)}` }];
}

/** Where a hosted model processes is decided by its profile or sku, not by its region. */
function destinationWords(path: string, id: string, before: Topology, after: Topology): Words[] {
  const [was, is] = [before.hosts[id], after.hosts[id]];
  const field =
    was?.kind === 'bedrock' && is?.kind === 'bedrock' ? 'profile' : was?.kind === 'azure-foundry' && is?.kind === 'azure-foundry' ? 'sku' : undefined;
  if (field === undefined || was === undefined || is === undefined) return [];
  const value = (host: Host) => String((host as unknown as Record<string, unknown>)[field]);
  if (value(was) === value(is)) return [];
  const [from, to] = [hostPlaces(before, was), hostPlaces(after, is)];
  return [
    {
      path: `${path}.${field}`,
      tells: [`${path}.${field}`],
      text: `\`${id}\`: ${field} ${value(was)} → ${value(is)}, so that it processes in ${to.join(', ')} instead of ${from.join(', ')}`,
    },
  ];
}

function sizeWords(path: string, id: string, was: Host, is: Host): Words[] {
  if (was.kind === 'vertex-endpoint' && is.kind === 'vertex-endpoint' && !(sameMeaning(was.replicas, is.replicas) && was.machineType === is.machineType)) {
    return [
      { path: `${path}.replicas`, tells: [`${path}.replicas`, `${path}.machineType`], text: `\`${id}\`:${sizeOf(was).slice(1)} →${sizeOf(is).slice(1)}` },
    ];
  }
  if (was.kind === 'azure-foundry' && is.kind === 'azure-foundry' && was.capacity !== is.capacity) {
    return [{ path: `${path}.capacity`, tells: [`${path}.capacity`], text: `\`${id}\`: ${was.capacity}k → ${is.capacity}k tokens a minute` }];
  }
  if (was.kind === 'bedrock' && is.kind === 'bedrock' && was.quotaTokensPerMinute !== is.quotaTokensPerMinute) {
    const quota = (host: typeof was) => host.quotaTokensPerMinute?.toLocaleString('en-US') ?? 'none declared';
    return [
      {
        path: `${path}.quotaTokensPerMinute`,
        tells: [`${path}.quotaTokensPerMinute`],
        text: `\`${id}\`: quota to ask for ${quota(was)} → ${quota(is)} tokens a minute`,
      },
    ];
  }
  return [];
}
