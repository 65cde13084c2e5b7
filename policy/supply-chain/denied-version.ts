import { gatewayImages, gatewayPlaces } from '../../derived/gateway-service.js';
import { containersOf } from '../../evidence/containers/containers.js';
import { deniedIn } from '../../facts/versions.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/denied-version',
  severity: 'fatal',
  title: 'No image is of a version that is known to be compromised, to be open to callers, or not to run what it is given.',
  why: 'Releases of serving and gateway software were trojaned in 2026, and one of them carried a valid signature: a digest and a signature say what an image is, not whether it is safe. The list of denied lines is what a reviewer would otherwise have to remember.',
  fix: 'Name another version. If the image is none of that version, say so in its tag; the list is deniedVersions in facts/serving.yaml.',
  source: 'facts/serving.yaml, with a source for each line',

  *topology({ topology, outputs }) {
    const named = [...ofTopology(topology), ...gatewayPlaces(topology).flatMap((place) => ofGateway(place.zone, gatewayImages(topology, outputs, place)))];
    for (const [path, image] of named) {
      const denied = deniedIn(image);
      if (denied !== undefined)
        yield { path, message: `Image ${image} is ${denied.package} ${denied.found}: ${denied.reason}. Allowed: a version that is not denied.` };
    }
  },

  *resource(resource) {
    // What is pulled by digest alone has no version here; a tag that is there is judged.
    for (const { name, image } of containersOf(resource)) {
      const denied = deniedIn(image);
      if (denied !== undefined)
        yield { path: resource.origin, resource, message: `Container ${name} of ${resource.id} is ${denied.package} ${denied.found}: ${denied.reason}.` };
    }
  },
};

type Named = readonly [path: string, image: string];

/** Every image that a topology names: of hosts, of the jobs that bring weights and images in, what the second builds on and copies, of agents, and of what extensions add. */
function ofTopology({ hosts, weights, gateway, landingZone, extensions }: Topology): Named[] {
  return [
    ...sortedEntries(hosts).flatMap(([id, host]) =>
      traitsOf(host)
        .images(host)
        .map(([field, image]): Named => [pathOf('hosts', id, field), image]),
    ),
    ...(weights.ingest === undefined ? [] : [[pathOf('weights', 'ingest', 'image'), weights.ingest.image] as const]),
    ...(['builder', 'base', 'envoy'] as const).flatMap((field): Named[] =>
      gateway.images === undefined ? [] : [[pathOf('gateway', 'images', field), gateway.images[field]]],
    ),
    ...sortedEntries(landingZone.nodeAgents).map(([id, { image }]): Named => [pathOf('landingZone', 'nodeAgents', id, 'image'), image]),
    ...sortedEntries(extensions).flatMap(([id, { containers = [] }]) =>
      containers.map(({ image }, index): Named => [`${pathOf('extensions', id, 'containers')}[${index}].image`, image]),
    ),
  ];
}

function ofGateway(zone: string, images: ReturnType<typeof gatewayImages>): Named[] {
  return images === undefined ? [] : [images.envoy, images.processes].map((image) => [pathOf('gateway', 'zones', zone), image]);
}
