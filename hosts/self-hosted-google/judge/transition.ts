import { googleFleetName, nodeGroupName } from '../../../derived/google-fleet-names.js';
import { ofType } from '../../../evidence/expected/resources.js';
import { writtenFiles } from '../../../evidence/scripts/cloud-init.js';
import { pathOf } from '../../../topology/path.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { hostsOf } from '../../select.js';
import { allNodes } from '../../shared/fleet-versions.js';
import type { MachineJudge } from '../../shared/host-judge.js';
import { startOf } from '../../shared/unit-start-judge.js';
import { reservedNodes } from '../reservations.js';
import type { GoogleFleetHost } from '../schema.js';
import { frontProblems } from './front.js';

/** Nodes that no reservation is left for, and names that another fleet of the project has. A reservation too small for the present version is found by capacity/block-window. */
export const sideBySide: MachineJudge<GoogleFleetHost>['sideBySide'] = function* (topology, { id, host }) {
  const [reserved, needed] = [reservedNodes(host), allNodes(host)];
  if (reserved < needed && reserved >= host.nodes.count)
    yield {
      path: pathOf('hosts', id, 'transition', 'nodes'),
      message: `Both versions need ${needed} nodes; reservations carry ${reserved}.`,
      fix: 'Reserve the missing nodes for the window, or move node by node: lower nodes.count by as many as transition.nodes gets.',
    };
  const others = hostsOf(topology, 'self-hosted-google').filter(([, other]) => other.account === host.account);
  const taken = others.flatMap(([key, other]) => [
    ...(key === id ? [] : [googleFleetName(topology, key, 'present')]),
    ...groupNames(topology, key, other, 'present'),
  ]);
  const own = [googleFleetName(topology, id, 'next'), ...groupNames(topology, id, host, 'next')];
  for (const name of own.filter((one) => taken.includes(one)))
    yield {
      path: pathOf('hosts', id, 'transition'),
      message: `Parts of the next version would be called ${name}, as others of its project are.`,
      fix: 'Give the host, or the reservation, whose key ends or begins with next another key.',
    };
};

/** Both versions are served, and the next one is reached under its name. */
export const versions: MachineJudge<GoogleFleetHost>['versions'] = function* (judged) {
  const { host, stacks } = judged;
  const served = ofType(stacks, 'google_compute_region_instance_template').map(
    (template) => / --served-model-name=(\S+)/.exec(startOf(writtenFiles(template)['/etc/systemd/system/vllm.service'] ?? '') ?? '')?.[1],
  );
  const [stack] = stacks.filter(({ name }) => name.includes('-google-fleet-'));
  if (stack === undefined) return;
  for (const model of [host.model, host.transition?.next ?? host.model].filter((name) => !served.includes(name)))
    yield { stack, message: `No node of ${stack.name} serves ${model}.`, fix: 'Restore the synthesized nodes of both versions.' };
  for (const problem of frontProblems(judged, stacks)) yield { ...problem, fix: 'Restore the synthesized URL map and backend services.' };
};

function groupNames(topology: Topology, id: string, { capacity }: GoogleFleetHost, version: 'present' | 'next'): string[] {
  return Object.keys(capacity.reservations).map((key) => nodeGroupName(topology, id, version, key));
}
