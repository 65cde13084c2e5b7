import { cloudOf, formOf, type Host, keyOf } from '../../hosts/schemas.js';
import type { Sentence } from '../../hosts/shared/host-words.js';
import { wordsOf } from '../../hosts/words.js';
import type { Topology } from '../../topology/schema/topology.js';
import { workloadsOn } from '../../topology/views.js';
import { hostPlaces, place } from '../places.js';

/** What a change of one host means. */
export function hostSentences(id: string, before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.hosts[id], after.hosts[id]];
  const path = `hosts.${id}`;
  if (was === undefined && is !== undefined) return [{ path, tells: [path], text: `host \`${id}\` is new: ${summary(after, id, is)}` }];
  if (is === undefined && was !== undefined) {
    return [{ path, tells: [path], text: `host \`${id}\` is gone: ${summary(before, id, was)}` }];
  }
  if (was === undefined || is === undefined) return [];
  if (keyOf(was) !== keyOf(is))
    return [{ path, tells: [path], text: `\`${id}\` becomes another kind of host: ${summary(before, id, was)} → ${summary(after, id, is)}` }];
  return [
    ...modelSentences(path, id, before, after),
    ...regionSentences(path, id, was, is),
    ...destinationSentences(path, id, before, after),
    ...wordsOf(is).changes({ path, id, was, is }),
  ];
}

function summary(topology: Topology, id: string, host: Host): string {
  const where = 'region' in host ? ` in ${place(cloudOf(host), host.region)}` : '';
  const size = wordsOf(host).summary(host);
  const users = workloadsOn(topology, id).map(([workload]) => workload);
  return `${host.kind}${where}, ${release(topology, host)}${size === 'none' ? '' : `, ${size}`}, ${users.length === 0 ? 'on no route' : `serves ${users.join(', ')}`}`;
}

/** Who holds the weights of a host chooses their precision. */
function release(topology: Topology, host: Host): string {
  const entry = topology.models[host.model];
  if (entry === undefined) return host.model;
  return formOf(host).weights !== 'none' ? `${entry.release} ${entry.precision}` : entry.release;
}

function modelSentences(path: string, id: string, before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.hosts[id], after.hosts[id]];
  if (was === undefined || is === undefined) return [];
  const [from, to] = [release(before, was), release(after, is)];
  if (was.model === is.model && from === to) return [];
  return [{ path: `${path}.model`, tells: [`${path}.model`], text: `\`${id}\` serves ${from} → ${to}` }];
}

function regionSentences(path: string, id: string, was: Host, is: Host): Sentence[] {
  if (!('region' in was) || !('region' in is) || was.region === is.region) return [];
  return [{ path: `${path}.region`, tells: [`${path}.region`], text: `\`${id}\` moves ${place(cloudOf(was), was.region)} → ${place(cloudOf(is), is.region)}` }];
}

/** Where a hosted model processes is decided by its profile or sku, not by its region. */
function destinationSentences(path: string, id: string, before: Topology, after: Topology): Sentence[] {
  const [was, is] = [before.hosts[id], after.hosts[id]];
  if (was === undefined || is === undefined) return [];
  const { destination } = wordsOf(is);
  if (destination === 'none' || destination.value(was) === destination.value(is)) return [];
  const { field, value } = destination;
  const [from, to] = [hostPlaces(before, was), hostPlaces(after, is)];
  return [
    {
      path: `${path}.${field}`,
      tells: [`${path}.${field}`],
      text: `\`${id}\`: ${field} ${value(was)} → ${value(is)}, so that it processes in ${to.join(', ')} instead of ${from.join(', ')}`,
    },
  ];
}
