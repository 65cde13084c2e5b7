import { dig } from '../../../evidence/synthesized/stack.js';
import { pathOf } from '../../../topology/path.js';
import type { MachineJudge } from '../../shared/host-judge.js';
import { changeDays, dedicatedNodes, hasDedicated } from '../dedicated.js';
import { ownNodes } from '../nodes.js';
import type { AwsFleetHost } from '../schema.js';

/** Nodes of a transition that no capacity carries on some day of it. */
export const sideBySide: MachineJudge<AwsFleetHost>['sideBySide'] = function* (_, { id, host }, asOf) {
  const { capacity, transition } = host;
  if (transition === undefined || transition.end < asOf || capacity.onDemand || !hasDedicated(capacity)) return;
  const { count: needed } = ownNodes(host);
  const { from, end } = transition;
  const short = changeDays(capacity, from < asOf ? asOf : from, end).find((day) => dedicatedNodes(capacity, day) < needed);
  if (short === undefined) return;
  yield {
    path: pathOf('hosts', id, 'transition', 'nodes'),
    message: `Both versions need ${needed} nodes; on ${short} reservations and blocks carry ${dedicatedNodes(capacity, short)}, and onDemand is false.`,
    fix: 'Reserve the missing nodes for the window, or set onDemand to true.',
  };
};

/** Both versions are served, and the next one is reached under its name. */
export const versions: MachineJudge<AwsFleetHost>['versions'] = function* ({ host, stacks }) {
  if (host.transition === undefined) return;
  const { next } = host.transition;
  for (const stack of stacks.filter(({ resources }) => resources.some(({ type }) => type === 'AWS::ECS::TaskDefinition'))) {
    const served = stack.resources.filter(({ type }) => type === 'AWS::ECS::TaskDefinition').map(({ properties }) => servedName(properties));
    for (const model of [host.model, next].filter((name) => !served.includes(name)))
      yield { stack, message: `No service of ${stack.name} serves ${model}.`, fix: 'Restore the synthesized services of both versions.' };
    const rules = stack.resources.filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::ListenerRule');
    const names = rules.flatMap(({ properties }) => dig(properties, 'Conditions', 'HttpHeaderConfig', 'Values') ?? []);
    if (!names.includes(next))
      yield { stack, message: `No rule of the listener sends requests for ${next} to its service.`, fix: 'Restore the synthesized listener rule.' };
  }
};

function servedName(properties: Readonly<Record<string, unknown>>): string | undefined {
  const command = dig(properties, 'ContainerDefinitions', 'Command');
  const argument = (Array.isArray(command) ? command : []).map(String).find((text) => text.startsWith('--served-model-name='));
  return argument?.split('=')[1];
}
