import type { Form } from '../../../evidence/expected/differences.js';
import { googleMachines } from '../../../evidence/scripts/cloud-init.js';
import type { Problem } from '../../../evidence/synthesized/problem.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity } from '../../../topology/views.js';
import { engineOptions, engineVariables, imageForm } from '../../shared/engine-judge.js';
import type { JudgedHost } from '../../shared/host-judge.js';
import { type NodeDocker, nodeServerProblems, serverOptions } from '../../shared/node-server-judge.js';
import type { GoogleFleetHost } from '../schema.js';
import { registryImage } from './registry-image.js';
import { servedBy } from './versions.js';

/** How what starts the model server differs from the topology's, node by node and version by version. */
export function* unitProblems(judged: JudgedHost<GoogleFleetHost>): Iterable<Problem> {
  const { topology, id, stacks } = judged;
  for (const resource of stacks.flatMap(({ resources }) => resources).filter(({ type }) => googleMachines.has(type)))
    yield* nodeServerProblems(resource, serverForm(topology, id, servedBy(judged, resource)));
}

function serverForm(topology: Topology, id: string, host: GoogleFleetHost): Form {
  const { project } = entity(topology.accounts.google, host.account);
  return {
    options: serverOptions(topology, host, docker),
    variables: engineVariables(host, { LD_LIBRARY_PATH: '/usr/local/nvidia/lib64' }),
    image: imageForm(registryImage(host, project, host.image)),
    arguments: engineOptions(topology, id, host, 'per-node'),
  };
}

/** Without NVIDIA's container runtime devices and libraries are handed over one by one. */
const docker: NodeDocker = {
  first: [],
  gpus: (count) => [
    ...['nvidiactl', 'nvidia-uvm', ...Array.from({ length: count }, (_, gpu) => `nvidia${gpu}`)].map((device) => `--device=/dev/${device}`),
    '--volume=/var/lib/nvidia/lib64:/usr/local/nvidia/lib64:ro',
    '--volume=/var/lib/nvidia/bin:/usr/local/nvidia/bin:ro',
  ],
  disks: '/mnt/disks/llama',
};
