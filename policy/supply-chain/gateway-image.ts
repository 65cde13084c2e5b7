import { tenantBeside } from '../../derived/egress-jobs.js';
import { gatewayPlaces } from '../../derived/gateway-service.js';
import { imageRegistry } from '../../derived/image-registry.js';
import { imageJobDifferences } from '../../evidence/gateway/image-job.js';
import { isSigned } from '../../evidence/gateway/signed-image.js';
import { egressJobOf } from '../../evidence/network/egress-stack.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import type { Outputs } from '../../topology/outputs.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'supply-chain/gateway-image',
  severity: 'fatal',
  title: 'With a job for images, gateways run what it built and signed, and it does what the topology says, in an account where nothing serves.',
  why: 'Every prompt and every answer passes through these two images in clear text. The job is the only thing that may put one into the registry, and its signature is what says that it did: an image without one was brought in by somebody else, past the sources and the programs that were reviewed.',
  fix: 'Run the job and record what it made with `npm run blueprint -- gateway image record` (docs/runbooks/images.md); leave its stack as it is emitted; give gateway.images.regions an entry for each region with a gateway.',
  source: 'https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md; docs/adr/0117-images-are-signed-in-cosigns-form.md',

  *topology({ topology, outputs }) {
    const { images } = topology.gateway;
    for (const place of recorded(topology, outputs)) {
      for (const message of recordProblems(topology, place)) yield { path: pathOf('gateway', 'zones', place.zone), message };
    }
    if (images === undefined) return;
    const tenant = tenantBeside(topology, images.account);
    if (tenant !== undefined)
      yield {
        path: pathOf('gateway', 'images', 'account'),
        message: `${tenant} is in the account of the job. Allowed: an account of its own, because the job needs a way to the internet.`,
      };
    const served = [...new Set(gatewayPlaces(topology).map(({ region }) => region))].sort();
    for (const region of served.filter((one) => images.regions[one] === undefined))
      yield {
        path: pathOf('gateway', 'images', 'regions'),
        message: `A gateway is served in ${region}, where no job builds its images. Given: ${listed(images.regions)}.`,
      };
    for (const region of Object.keys(images.regions).filter((one) => !served.includes(one)))
      yield {
        path: pathOf('gateway', 'images', 'regions', region),
        message: `A job is declared for ${region}, where no gateway is served. Allowed: ${served.join(', ') || 'none'}.`,
      };
  },

  *aws(stacks, { topology }) {
    for (const stack of stacks.filter((one) => subjectOf(topology, one)?.kind === 'aws-images')) {
      const path = pathOf('gateway', 'images');
      if (egressJobOf(topology, stack) === undefined) yield { path, stack, message: `${stack.name} is not in the account of the job alone.` };
      for (const problem of imageJobDifferences(stack, topology)) yield { path, ...problem };
    }
  },
};

const listed = (regions: object) => Object.keys(regions).sort().join(', ') || 'none';

type Recorded = NonNullable<Outputs['gateway']>['images'][string][string] & { readonly zone: string; readonly region: string };

/** What is recorded for each zone that is served; of an example nothing has to be. */
function recorded(topology: Topology, outputs: Outputs): Recorded[] {
  return gatewayPlaces(topology).flatMap(({ zone, account, region }) => {
    const images = outputs.gateway?.images[account]?.[region];
    return images === undefined ? [] : [{ ...images, zone, region }];
  });
}

function* recordProblems(topology: Topology, { region, signed, ...images }: Recorded): Iterable<string> {
  const registry = imageRegistry(topology, region);
  for (const name of ['envoy', 'processes'] as const) {
    const reference = images[name];
    const start = registry && `${registry.host}/${registry.repositories[name]}:`;
    if (start !== undefined && !reference.startsWith(start)) yield `${reference} is recorded. Allowed: ${start}…, which the job fills.`;
    if (signed !== undefined && !isSigned({ reference, signature: signed[name], key: signed.key }))
      yield `${reference} is recorded with a signature that its key did not make. Treat it as an incident: run the job's images alone.`;
  }
  if (registry !== undefined && signed === undefined) yield `The images of ${region} are recorded without signatures. Needed: those of the job.`;
}
