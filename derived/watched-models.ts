<<<<<<< HEAD
import { guardrailHosts } from '../hosts/select.js';
import { guardedUse } from '../hosts/traits.js';
=======
import { hostsOn } from '../hosts/select.js';
import { traitsOf } from '../hosts/traits.js';
>>>>>>> gate-rest
import type { Topology } from '../topology/schema/topology.js';

/** Ids of the models that are called in one account and region and whose lifecycle is watched there, sorted, each once. */
export function watchedModels(topology: Topology, alias: string, region: string): string[] {
<<<<<<< HEAD
  const hosts = guardrailHosts(topology).filter(([, host]) => host.account === alias && host.region === region);
  const watched = hosts.map(([, host]) => guardedUse(topology, host).watched);
  return [...new Set(watched.filter((id) => id !== 'none'))].sort();
=======
  const hosts = hostsOn(topology, 'aws').filter(([, host]) => host.account === alias && host.region === region);
  const watched = hosts.flatMap(([, host]) => {
    const use = traitsOf(host).aws(topology, host);
    return use !== 'none' && use.of === 'bedrock' && use.watched !== 'none' ? [use.watched] : [];
  });
  return [...new Set(watched)].sort();
>>>>>>> gate-rest
}
