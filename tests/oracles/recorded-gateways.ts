import { writeOutputs } from '../../bin/commands/outputs-file.js';
import { gatewayPlaces } from '../../derived/gateway-service.js';
import { rehearsalOutputs } from '../../gateway/rehearsal.js';
import type { Tree } from '../../synthesis/import-outputs.js';
import { loadTopology } from '../../topology/load.js';

const digest = `sha256:${'1'.repeat(64)}`;

/**
 * Between the first deployment and the second: what a gateway waits for. Values that other clouds print stand in for theirs, and images for those
 * that nobody built; what is recorded already stays.
 */
export function recordGateways(topologyFile: string): void {
  const { topology, outputs } = loadTopology(topologyFile);
  const images: Record<string, Record<string, unknown>> = {};
  for (const { account, region } of gatewayPlaces(topology)) {
    images[account] = { ...images[account], [region]: { envoy: `llama-gateway/envoy:1@${digest}`, processes: `llama-gateway/processes:1@${digest}` } };
  }
  if (Object.keys(images).length > 0) writeOutputs(topologyFile, { ...rehearsalOutputs(topology), ...outputs, gateway: { images } } as Tree, ['gateways']);
}
