import { containersOf } from '../../evidence/containers/containers.js';
import { hostOfResource, subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { isText, renderedText } from '../../evidence/synthesized/rendered-text.js';
import { type Resource, record } from '../../evidence/synthesized/stack.js';
import { traitsOf } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/image-digest',
  severity: 'fatal',
  title: 'Every container image is named by its digest.',
  why: 'A tag can be moved: the image that was scanned and approved is then not the image that a new node pulls. Releases of serving and gateway software have been trojaned and moved in 2026; a digest cannot be.',
  fix: 'Append the digest: repository:tag@sha256:<64 hex digits>. `docker buildx imagetools inspect repository:tag` prints it.',
  source: 'OCI image specification, descriptors and digests',

  *topology({ topology }) {
    for (const [id, host] of sortedEntries(topology.hosts)) {
      for (const [field, image] of traitsOf(host).images(host)) {
        if (pinned(image)) continue;
        yield { path: pathOf('hosts', id, field), message: `Image ${image} has no digest. Needed: repository:tag@sha256:<64 hex digits>.` };
      }
    }
    const { ingest } = topology.weights;
    const { images } = topology.gateway;
    if (images !== undefined && !pinned(images.builder))
      yield { path: pathOf('gateway', 'images', 'builder'), message: `Image ${images.builder} has no digest. Needed: repository:tag@sha256:<64 hex digits>.` };
    if (ingest !== undefined && !pinned(ingest.image))
      yield { path: pathOf('weights', 'ingest', 'image'), message: `Image ${ingest.image} has no digest. Needed: repository:tag@sha256:<64 hex digits>.` };
  },

  *resource(resource, { topology }) {
    const host = hostOfResource(topology, resource)?.[1];
    const kind = subjectOf(topology, resource.stack)?.kind;
    const job = kind === 'aws-weights-ingest' ? topology.weights.ingest?.image : kind === 'aws-images' ? topology.gateway.images?.builder : undefined;
    const ofJob = job === undefined ? [] : [job];
    const named = [
      ...(host === undefined
        ? []
        : traitsOf(host)
            .images(host)
            .map(([, image]) => image)),
      ...ofJob,
    ];
    for (const [field, image] of imagesOf(resource)) {
      // The topology's own line has been named already.
      if (pinned(image) || named.some((text) => !pinned(text) && image.replace(/:latest$/, '').endsWith(`/${text.replace(/:latest$/, '')}`))) continue;
      yield { path: resource.origin, resource, message: `${field} of ${resource.id} is ${image}, without a digest. Needed: …@sha256:<64 hex digits>.` };
    }
  },
};

function pinned(image: string): boolean {
  return /^[^@\s]+@sha256:[0-9a-f]{64}$/.test(image);
}

/** Types whose `image` is a disk of a virtual machine. */
const machineImages = /^(google_compute_|azurerm_.*(virtual_machine|image)|AWS::EC2::)/;

/** Every field of a resource that names a container image, wherever it is nested. */
function imagesOf(resource: Resource): [field: string, image: string][] {
  const started = containersOf(resource).map(({ name, image }): [string, string] => [`Container ${name}`, image]);
  return machineImages.test(resource.type) ? started : [...walk(resource.properties, '')];
}

function* walk(value: unknown, path: string): Iterable<[string, string]> {
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* walk(item, `${path}[${index}]`);
  else
    for (const [key, item] of Object.entries(record(value))) {
      const at = path === '' ? key : `${path}.${key}`;
      if (/^(container_?)?image(_?uri)?$/i.test(key) && isText(item)) yield [at, renderedText(item)];
      else yield* walk(item, at);
    }
}
