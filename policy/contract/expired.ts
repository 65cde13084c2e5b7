import { contractorOf } from '../../derived/contracts-of-hosts.js';
import { pathOf } from '../../topology/path.js';
import { entity, sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'contract/expired',
  severity: 'error',
  title: 'Every host, of your own nodes too, runs under a contract with who runs its cloud that is in force.',
  why: 'Prices, data terms and addenda hold for the term of a contract and no day longer. Nodes of your own are rented as well: without a contract their provider owes nothing but its public terms.',
  fix: 'Name a contract of the cloud’s provider under hosts.<id>.contract, or record the renewal in contracts.<id>.term.',

  *topology({ topology, asOf }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      const path = pathOf('hosts', id, 'contract');
      const contractor = contractorOf(host);
      if (host.contract === undefined) {
        yield { path, message: `${id} has no contract. Allowed: one with ${contractor} that is in force on ${asOf}.` };
        continue;
      }
      const { provider } = entity(topology.contracts, host.contract);
      if (provider !== contractor)
        yield { path, message: `${id} is paid under ${host.contract}, a contract with ${provider}. Allowed: one with ${contractor}.` };
    }
    for (const [id, { term }] of sortedEntries(topology.contracts)) {
      const hosts = sortedEntries(topology.hosts).flatMap(([host, { contract }]) => (contract === id ? [host] : []));
      if (hosts.length === 0) continue;
      const under = `${hosts.join(', ')} ${hosts.length === 1 ? 'runs' : 'run'} under it`;
      if (term.end < asOf) yield { path: pathOf('contracts', id, 'term', 'end'), message: `${id} ended on ${term.end}, and ${under} on ${asOf}.` };
      if (asOf < term.start) yield { path: pathOf('contracts', id, 'term', 'start'), message: `${id} starts on ${term.start}, and ${under} on ${asOf}.` };
    }
  },
};
