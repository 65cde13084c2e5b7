import { modelDirectory } from '../../../constructs/model-directory.js';
import { scratchOf } from '../../../constructs/scratch-space.js';
import { timeouts } from '../../../constructs/timeouts.js';
import { azureWeights } from '../../../derived/azure-fleet-names.js';
import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { servedAdapters } from '../../../derived/served-adapters.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { nodeHardware } from '../../../facts/hardware.js';
import type { AzureNode } from '../../../runtime/node/azure/node.js';
import { progressCheck } from '../../../runtime/progress.js';
import { weightsSettings } from '../../../stacks/serving.js';
import { entity } from '../../../topology/views.js';
import type { Fleet } from './fleet-parts.js';

/** Shared memory of a replica, in GiB: what the workers of a tensor-parallel group hand each other. */
const sharedMemoryGiB = 16;

/** What the nodes of a fleet run: settings, images by digest, and arguments, all known before a deployment. */
export function azureNode(fleet: Fleet): AzureNode {
  const { topology, id } = fleet;
  const agents = nodeAgentsOf(topology, id).map(([name, agent]) => ({ ...agent, name, image: pinned(agent.image) }));
  return {
    settings: settingsOf(
      fleet,
      agents.map(({ image }) => image),
    ),
    fatalXids: fatalXids(),
    server: serverOf(fleet),
    agents,
    progress: progressOf(fleet),
  };
}

function settingsOf({ topology, host, names }: Fleet, agents: readonly string[]): Readonly<Record<string, string>> {
  const weights = azureWeights(topology, host.account, host.region);
  const { WEIGHTS_BUCKET, ...proven } = weightsSettings(
    host.model,
    entity(topology.models, host.model),
    { bucket: weights.account, signingKey: weights.signingKey },
    servedAdapters(topology, host),
  );
  return {
    ...proven,
    WEIGHTS_ACCOUNT: WEIGHTS_BUCKET,
    WEIGHTS_CONTAINER: weights.container,
    WEIGHTS_VAULT: `${weights.signingVault}.vault.azure.net`,
    API_KEY_NAME: names.apiKey,
    API_KEY_VAULT: `${names.apiKeyVault}.vault.azure.net`,
    IDENTITY: names.nodeIdentity,
    IMAGES: [...new Set([pinned(host.image), ...agents])].join(' '),
  };
}

/** One server on each node, with all its GPUs. */
function serverOf({ host, serving }: Fleet): AzureNode['server'] {
  return {
    image: pinned(host.image),
    arguments: serving.arguments,
    environment: serving.environment,
    user: serving.user,
    home: serving.home,
    scratch: scratchOf(serving.home),
    port: serving.port,
    gpus: nodeHardware('azure', host.nodes.instanceType)?.gpus ?? serving.tensorParallel * serving.replicasPerNode,
    sharedMemoryGiB: sharedMemoryGiB * serving.replicasPerNode,
    modelDirectory,
    stopSeconds: timeouts.kill,
    unitStopSeconds: timeouts.unitStop,
  };
}

/** How a node sees that its server makes progress; its lines also say how many requests wait, because no collector runs here. */
function progressOf({ names, serving: { port } }: Fleet): AzureNode['progress'] {
  const { timeout, hung, interval, failures } = timeouts.progress;
  return {
    check: progressCheck({
      port,
      patience: timeout - 2,
      hungSeconds: hung,
      failSeconds: interval * failures,
      status: 3,
      log: 'stdout',
      queue: true,
      line: { fleet: names.base },
    }),
    interval,
  };
}

/** The digest decides; a tag beside it would only be repeated. Without a digest the tag shows up where a rule sees it. */
function pinned(image: string): string {
  const [name = image, digest] = image.split('@');
  return digest === undefined ? name : `${name.replace(/:[^:/]+$/, '')}@${digest}`;
}
