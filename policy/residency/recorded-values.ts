import { googleCaller } from '../../derived/google-callers.js';
import { stackPlace } from '../../derived/grants/stack-place.js';
import { hostValuesIn, identitiesIn, printedValues, spelledOut } from '../../evidence/places/printed-values.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { judgeOf } from '../../hosts/judges.js';
import { recorded } from '../../hosts/shared/recorded-judge.js';
import type { Outputs } from '../../topology/outputs.js';
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
    yield* ofHosts(context, context.outputs.hosts ?? {}, 'The outputs file has');
    yield* ofIdentities(context, context.outputs.identities ?? {}, 'The outputs file has');
  },

  // What a stack prints is imported into that file.
  *stack(stack, context) {
    const place = stackPlace(context.topology, stack.name);
    if (place === undefined) return;
    const printed = printedValues(stack);
    const said = `${stack.name} prints`;
    if (place.kind === 'google-foundation') yield* ofIdentities(context, { [place.alias]: identitiesIn(printed) }, said, stack);
    if (context.topology.hosts[place.subject] === undefined) return;
    yield* ofHosts(context, { [place.subject]: hostValuesIn(printed) }, said, stack);
    for (const name of spelledOut(printed))
      yield {
        path: pathOf('hosts', place.subject),
        stack,
        message: `${said} ${printed.get(name)} as ${name}. Allowed: an attribute of a resource of the stack.`,
      };
  },
};

function* ofHosts({ topology }: RuleContext, values: NonNullable<Outputs['hosts']>, said: string, stack?: SynthesizedStack): Iterable<Violation> {
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const found = values[id];
    if (found === undefined) continue;
    for (const { field, value, allowed, holds } of judgeOf(host).recorded({ topology, id, host, found })) {
      if (holds) continue;
      yield { path: pathOf('hosts', id), ...(stack !== undefined && { stack }), message: `${said} ${value} for hosts.${id}.${field}. Allowed: ${allowed}.` };
    }
  }
}

/** Who the gateway is on Google, and what its proof of AWS is made for. */
function* ofIdentities({ topology }: RuleContext, identities: NonNullable<Outputs['identities']>, said: string, stack?: SynthesizedStack): Iterable<Violation> {
  for (const [alias, workloads] of Object.entries(identities)) {
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
          ...(stack !== undefined && { stack }),
          message: `${said} ${value} for identities.${alias}.${workload}.${field}. Allowed: ${allowed}.`,
        };
    }
  }
}
