import { googleCaller } from '../../derived/google-callers.js';
import { judgeOf } from '../../hosts/judges.js';
import { recorded } from '../../hosts/shared/recorded-judge.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'residency/recorded-values',
  severity: 'fatal',
  title: 'Deploy-time values name what the stacks of this topology have made, in the accounts, regions and networks of their hosts.',
  why: 'The gateway is configured with what the outputs file records: one line of it sends prompts to another endpoint, questions to another index, or credentials to whoever answers there. Nobody reads a file that a command wrote.',
  fix: 'Import the outputs of the deployment again: npm run blueprint -- outputs import <file>. What no stack prints is found as the documentation of the value says.',
  source: 'docs/operations.md, deploy-time values',

  *topology(context) {
    yield* ofHosts(context);
    yield* ofIdentities(context);
  },
};

function* ofHosts({ topology, outputs }: RuleContext): Iterable<Violation> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const found = outputs.hosts?.[id];
    if (found === undefined) continue;
    for (const { field, value, allowed, holds } of judgeOf(host).recorded({ topology, id, host, found })) {
      if (holds) continue;
      yield { path: pathOf('hosts', id), message: `The outputs file has ${value} for hosts.${id}.${field}. Allowed: ${allowed}.` };
    }
  }
}

/** Who the gateway is on Google, and what its proof of AWS is made for. */
function* ofIdentities({ topology, outputs }: RuleContext): Iterable<Violation> {
  for (const [alias, workloads] of Object.entries(outputs.identities ?? {})) {
    for (const [workload, { serviceAccount, audience }] of Object.entries(workloads)) {
      if (topology.accounts.google[alias] === undefined || topology.workloads[workload] === undefined) continue;
      const caller = googleCaller(topology, alias, workload);
      const values = [
        ...recorded('serviceAccount', serviceAccount, caller?.serviceAccount ?? 'none'),
        ...recorded('audience', audience, caller?.audience ?? 'none'),
      ];
      for (const { field, value, allowed } of values.filter(({ holds }) => !holds))
        yield {
          path: pathOf('accounts', 'google', alias),
          message: `The outputs file has ${value} for identities.${alias}.${workload}.${field}. Allowed: ${allowed}.`,
        };
    }
  }
}
