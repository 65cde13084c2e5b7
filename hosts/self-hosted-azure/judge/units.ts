import type { Form } from '../../../evidence/expected/differences.js';
import { azureMachines } from '../../../evidence/scripts/cloud-init.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { engineOptions, engineVariables, imageForm } from '../../shared/engine-judge.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { type NodeDocker, nodeServerProblems, serverOptions } from '../../shared/node-server-judge.js';
import type { AzureFleetHost } from '../schema.js';
import { pinnedImage } from './pinned-image.js';

/** How what starts the model server differs from the topology's, node by node. */
export function* unitProblems({ topology, id, host, stacks }: JudgedHost<AzureFleetHost>): Iterable<Problem> {
  for (const resource of stacks.flatMap(({ resources }) => resources).filter(({ type }) => azureMachines.has(type)))
    yield* nodeServerProblems(resource, serverForm(topology, id, host));
}

function serverForm(topology: Topology, id: string, host: AzureFleetHost): Form {
  return {
    options: serverOptions(topology, host, docker),
    variables: engineVariables(host, {}),
    image: imageForm(pinnedImage(host.image)),
    arguments: engineOptions(topology, id, host, 'per-node'),
  };
}

const docker: NodeDocker = { first: ['--pull=never'], gpus: (count) => [`--gpus=${count}`], disks: '/mnt/llama' };
