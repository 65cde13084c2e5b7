import { azureWeights } from '../../../derived/azure-fleet-names.js';
import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { servedAdapters } from '../../../derived/served-adapters.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import type { AzureNode } from '../../../runtime/node/azure/node.js';
import { nodeProgress, nodeServer, pinnedImage } from '../../../stacks/node-server.js';
import { weightsSettings } from '../../../stacks/serving.js';
import { entity } from '../../../topology/views.js';
import type { Fleet } from './fleet-parts.js';

/** What the nodes of a fleet run: settings, images by digest, and arguments, all known before a deployment. */
export function azureNode(fleet: Fleet): AzureNode {
  const { topology, id, host, serving, names } = fleet;
  const agents = nodeAgentsOf(topology, id).map(([name, agent]) => ({ ...agent, name, image: pinnedImage(agent.image) }));
  return {
    settings: settingsOf(
      fleet,
      agents.map(({ image }) => image),
    ),
    fatalXids: fatalXids(),
    server: nodeServer(host, serving, pinnedImage(host.image)),
    agents,
    // No collector runs here.
    progress: nodeProgress(serving, { fleet: names.base, queue: true }),
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
    IMAGES: [...new Set([pinnedImage(host.image), ...agents])].join(' '),
  };
}
