import { isExtended } from '../../derived/extensions.js';
import { gatewayOfStack } from '../../derived/gateway-service.js';
import { configurationAsset, configurationDifferences } from '../../evidence/gateway/configuration.js';
import { gatewayTaskProblems } from '../../evidence/gateway/task.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/gateway-task',
  severity: 'fatal',
  title: 'The tasks of a gateway run its processes alone, as the role of their zone, with the configuration that was judged.',
  why: 'Every prompt and answer of a zone passes through these tasks in clear text. One container more reads them, one variable or flag sends them elsewhere, another role calls hosts of another zone, and another configuration is a gateway that no rule has seen.',
  fix: 'Restore what the stacks synthesize, and change routes in the topology: tasks, files of the gateway and their digest are synthesized together.',
  source: 'Amazon ECS, task definition parameters; docs/adr/0110-the-gateway-as-a-service.md',

  *aws(stacks, { topology, outputs, asOf }) {
    for (const stack of stacks) {
      const subject = subjectOf(topology, stack);
      if (subject?.kind !== 'aws-gateway') continue;
      const further = {
        container: (value: string, image: string) => isExtended(topology, asOf, { kind: 'container', value, image, stack: stack.name }),
        argument: (type: string, value: string) => isExtended(topology, asOf, { kind: 'argument', type, value, stack: stack.name }),
      };
      for (const problem of gatewayTaskProblems(topology, outputs, stack, further)) yield { path: subject.path, stack, ...problem };
    }
  },

  *called({ zones, stacks }, { topology }) {
    for (const stack of stacks) {
      const place = gatewayOfStack(topology, stack.name);
      if (place === undefined) continue;
      const path = pathOf('gateway', 'zones', place.zone);
      const asset = configurationAsset(stack);
      const own = zones.find(({ zone }) => zone === place.zone);
      if (asset === undefined) yield { path, stack, message: `${stack.name} has no configuration beside its template, or more than one. Needed: one.` };
      // Of an example nothing is deployed, so what stands in for deploy-time values is in its stack alone.
      else if (own === undefined && !topology.example)
        yield { path, stack, message: `${stack.name} is configured, and gateway.out has no files of ${place.zone} that could be judged.` };
      else if (own !== undefined)
        for (const difference of configurationDifferences(asset.configuration, own))
          yield { path, stack, message: `The configuration of ${stack.name} ${difference}.` };
    }
  },
};
