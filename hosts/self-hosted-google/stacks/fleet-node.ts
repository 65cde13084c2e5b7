import { metricsName } from '../../../derived/google-fleet-names.js';
import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { apiKeySecretId, googleSigningKey, serviceAccountId } from '../../../derived/names.js';
import { servedAdapters } from '../../../derived/served-adapters.js';
import { googleBucket } from '../../../derived/weights-buckets.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { nodeCollectorConfiguration } from '../../../runtime/metrics/google-collector.js';
import type { GoogleNode } from '../../../runtime/node/google/user-data.js';
import { text } from '../../../runtime/script.js';
import { nodeProgress, nodeServer, pinnedImage } from '../../../stacks/node-server.js';
import { weightsSettings } from '../../../stacks/serving.js';
import type { Topology } from '../../../topology/schema/topology.js';
import { entity, workloadsOn } from '../../../topology/views.js';
import type { GoogleFleetHost } from '../schema.js';
import type { Fleet } from './fleet-parts.js';

/** What the nodes of a fleet run: settings, images by digest, and arguments, all known before a deployment. */
export function googleNode({ topology, id, host, serving, project, name: fleet }: Fleet): GoogleNode {
  const { region } = host;
  const bucket = googleBucket(topology, host.account, region);
  const signingKey = googleSigningKey(topology.name, project, region, topology.weights.signingKeyGeneration);
  const registry = `${region}-docker.pkg.dev`;
  const image = (name: string) => (namesRegistry(name) ? pinnedImage(name) : `${registry}/${project}/${pinnedImage(name)}`);
  const agents = nodeAgentsOf(topology, id).map(([name, agent]) => ({ ...agent, name, image: image(agent.image) }));
  const { metrics, dcgm } = host.images;
  const watching = [metrics, dcgm].filter((one) => one !== undefined);
  const images = [host.image, host.driver.installer, ...watching, ...agents.map((agent) => agent.image)];
  return {
    settings: {
      ...weightsSettings(host.model, entity(topology.models, host.model), { bucket, signingKey }, servedAdapters(topology, host)),
      API_KEY_NAME: `projects/${project}/secrets/${apiKeySecretId(topology.name, id)}/versions/latest`,
    },
    registries: [...new Set([registry, ...images.filter(namesRegistry).map(firstPart)])].sort(),
    driver: { installer: image(host.driver.installer), version: host.driver.version, bucket, prefix: `drivers/${host.nodeImage}` },
    server: nodeServer(host, serving, image(host.image)),
    agents,
    watching: metrics === undefined ? undefined : watchingOf({ project, host, fleet }, { collector: image(metrics), exporter: dcgm && image(dcgm) }),
    progress: nodeProgress(serving, { fleet, queue: false }),
  };
}

/** What measures a node: its collector, and with an exporter its GPUs. */
function watchingOf(
  { project, host, fleet }: { readonly project: string; readonly host: GoogleFleetHost; readonly fleet: string },
  { collector, exporter }: { readonly collector: string; readonly exporter: string | undefined },
): GoogleNode['watching'] {
  const gpus = nodeHardware('google', host.nodes.instanceType)?.gpus ?? 0;
  return {
    collector,
    configuration: nodeCollectorConfiguration({
      project,
      fleet: metricsName(fleet),
      gpus: exporter !== undefined,
      fatalXids: fatalXids(),
    }),
    exporter: exporter === undefined ? undefined : { image: exporter, counters: text('metrics/dcgm-counters.csv'), gpus },
  };
}

/** Repositories of the host's own project and region that nodes pull from. Those of other projects are granted there. */
export function ownRepositories(topology: Topology, id: string, host: GoogleFleetHost): string[] {
  const { metrics, dcgm } = host.images;
  const watching = [metrics, dcgm].filter((one) => one !== undefined);
  const images = [host.image, host.driver.installer, ...watching, ...nodeAgentsOf(topology, id).map(([, { image }]) => image)];
  return [...new Set(images.filter((image) => !namesRegistry(image)).map(firstPart))].sort();
}

/** Whether an image is named in full: a repository has no dot in its name. */
function namesRegistry(image: string): boolean {
  return firstPart(image).includes('.');
}

function firstPart(image: string): string {
  return image.split('/')[0] ?? image;
}

/** Gateways of the workloads that a fleet serves, as the foundation makes them. */
export function fleetReaders(topology: Topology, id: string, project: string): Record<string, string> {
  return Object.fromEntries(
    workloadsOn(topology, id).map(([workload]) => [
      `Gateway-${workload}`,
      `serviceAccount:${serviceAccountId(topology.name, workload)}@${project}.iam.gserviceaccount.com`,
    ]),
  );
}
