import { nearnessOf } from '../../derived/ends.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'lifecycle/grant-ends',
  severity: 'warning',
  title: 'No approval, no key of a provider and no licence of Meta ends within 90 days.',
  why: 'On the day after an approval ends the rule that asked for it refuses the topology, most often while somebody deploys something else. On the day after a key ends its host refuses every call, and no new task of the gateway starts.',
  fix: 'Have it granted again, or make the next key, and record the new last day; or remove what it allowed. Within 30 days this is an error.',

  *topology({ topology, asOf }) {
    for (const [path, what, end] of grants(topology)) {
      const near = nearnessOf(end, asOf);
      if (near !== undefined) yield { path, severity: near.severity, message: `${what} ends on ${end}, ${near.words} (as of ${asOf}).` };
    }
  },
};

function* grants({ approvals, hosts, licence: { separateLicence } }: Topology): Iterable<readonly [path: string, what: string, end: string]> {
  for (const [id, { kind, expires }] of sortedEntries(approvals)) yield [pathOf('approvals', id, 'expires'), `Approval ${id} of kind ${kind}`, expires];
  for (const [id, host] of sortedEntries(hosts))
    if ('apiKey' in host) yield [pathOf('hosts', id, 'apiKey', 'expires'), `The key of ${id}`, host.apiKey.expires];
  if (separateLicence !== 'none' && separateLicence.expires !== 'none')
    yield [pathOf('licence', 'separateLicence', 'expires'), `Licence ${separateLicence.number} of Meta`, separateLicence.expires];
}
