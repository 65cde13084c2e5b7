import type { Cloud } from '../../clouds/cloud.js';
import { ownStackName } from '../../derived/extensions.js';
import { stackName } from '../../derived/names.js';
import { mayServe } from '../../derived/stored-weights.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { cloudOf } from '../../hosts/schemas.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { ownStacks } from '../../topology/schema/own-stacks.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, RuleContext, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'state/complete',
  severity: 'fatal',
  title: 'The output holds every stack of every host, and of every extension with code.',
  why: 'Rules judge the stacks that are there. A host whose stack was removed, renamed or never written passes every one of them, and the first request that is routed to it fails.',
  fix: 'Synthesize again, and judge the whole output: "npm run synth", then "blueprint check --from-output".',
  source: 'docs/adr/0069-one-folder-per-kind-of-host.md',

  *aws(stacks, context) {
    yield* missing(stacks, context, (cloud) => cloud === 'aws');
  },

  *terraform(stacks, context) {
    yield* missing(stacks, context, (cloud) => cloud !== 'aws');
  },
};

/** Stacks of hosts that are not there; those of a host whose weights are not stored yet are not made. */
function* missing(stacks: readonly SynthesizedStack[], { topology, outputs }: RuleContext, judgedHere: (cloud: Cloud) => boolean): Iterable<Violation> {
  const names = new Set(stacks.map(({ name }) => name));
  for (const [id, { stack }] of sortedEntries(topology.extensions)) {
    const own = ownStackName(topology, id);
    if (stack === undefined || own === undefined || !judgedHere(ownStacks[stack.code]) || names.has(own)) continue;
    yield { path: pathOf('extensions', id), message: `The output lacks ${own}, which the code ${stack.code} makes.` };
  }
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const { stacks: kindsOf } = traitsOf(host);
    if (!judgedHere(cloudOf(host)) || !mayServe(topology, outputs, id, host)) continue;
    if (kindsOf === 'unprovisioned') {
      yield { path: pathOf('hosts', id, 'kind'), message: `Nothing provisions ${host.kind}. Allowed: a kind of host that has stacks.` };
      continue;
    }
    const absent = kindsOf(host)
      .map((kind) => stackName(topology, host.account, kind, id))
      .filter((name) => !names.has(name));
    if (absent.length > 0) yield { path: pathOf('hosts', id), message: `The output lacks ${absent.join(' and ')}, without which ${id} does not exist.` };
  }
}
