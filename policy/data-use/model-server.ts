import { containersOf } from '../../evidence/containers/containers.js';
import { stacksOfHost, subjectOf, subjectPath } from '../../evidence/synthesized/host-of-resource.js';
import type { SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { ingestDifferences } from '../../evidence/weights/ingest-form.js';
import { judgeOf } from '../../hosts/judges.js';
import { extensionsOf } from '../../hosts/shared/extensions-judge.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule, Violations } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/model-server',
  severity: 'fatal',
  title:
    'A host runs its model servers and what watches them, with the arguments, variables, mounts and rights that its topology gives them, and nothing else.',
  why: 'A server sees every prompt in clear text, and so does whatever shares its task or node. One flag sends traces with prompts elsewhere, one variable loads code, one container more reads the traffic, and one mount of the Docker socket is the whole node.',
  fix: 'Restore what the stacks synthesize. To emit another flag, variable or container, allow it in hosts/<kind>/judge/ or hosts/shared/engine-judge.ts as well.',
  source: 'vLLM, vllm serve arguments and environment variables; Amazon ECS, task definition parameters; docker run',

  *aws(stacks, { topology, asOf }) {
    yield* servers(stacks, topology, asOf);
    for (const stack of stacks.filter((one) => subjectOf(topology, one)?.kind === 'aws-weights-ingest'))
      for (const problem of ingestDifferences(stack, topology)) yield { path: pathOf('weights', 'ingest'), ...problem };
  },

  *terraform(stacks, { topology, asOf }) {
    yield* servers(stacks, topology, asOf);
  },
};

function* servers(stacks: readonly SynthesizedStack[], topology: Topology, asOf: string): Violations {
  const extended = extensionsOf(topology, asOf);
  for (const [id, host] of sortedEntries(topology.hosts)) {
    const own = stacksOfHost(topology, id, stacks);
    if (own.length === 0) continue;
    for (const problem of judgeOf(host).servers({ topology, id, host, stacks: own, extended })) yield { path: pathOf('hosts', id), ...problem };
  }
  // Those of gateways are judged by data-use/gateway-task.
  for (const stack of stacks.filter((one) => subjectOf(topology, one)?.host === undefined && subjectOf(topology, one)?.kind !== 'aws-gateway')) {
    for (const resource of stack.resources) {
      for (const { name } of containersOf(resource).filter((one) => !extended.container(one.name, one.image, stack.name)))
        yield {
          path: subjectPath(topology, stack),
          resource,
          message: `${resource.id} runs ${name} in ${stack.name}. Allowed: containers of hosts, in the stacks of these.`,
        };
    }
  }
}
