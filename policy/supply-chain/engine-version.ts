import { containersOf, runsVllm } from '../../evidence/containers/containers.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { engineFeatures, holds, imageVersion, publishedVersions } from '../../facts/engine-features.js';
import { isFleet } from '../../hosts/schemas.js';
import { fleets } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

const known = new Set(engineFeatures().map(({ name }) => name));

export const rule: Rule = {
  id: 'supply-chain/engine-version',
  severity: 'error',
  title: 'The tag of a model server is a published version of vLLM that knows every flag and variable it is given.',
  why: 'vLLM exits at a flag that it does not know, ignores such a variable, and changes what a flag means between releases: until 0.29 each API server process counts its own queue. A digest cannot be read offline, so the tag beside it says which version runs.',
  fix: 'Name a published version, such as repository:v0.32.0@sha256:<64 hex digits>, and check that the digest is that release. A flag of your own is declared in facts/engine.yaml.',
  source: 'vLLM source packages on PyPI',

  *topology({ topology }) {
    for (const [id, { image }] of fleets(topology)) {
      const version = imageVersion(image);
      if (version !== undefined && publishedVersions().includes(version)) continue;
      yield {
        path: pathOf('hosts', id, 'image'),
        message: `Image ${image} names ${version === undefined ? 'no version' : `version ${version}, which is no known release`}. Allowed: ${publishedVersions().join(', ')}.`,
      };
    }
  },

  *resource(resource, { topology }) {
    const [id = '', host] = hostOfResource(topology, resource) ?? [];
    if (!isFleet(host)) return;
    const version = imageVersion(host.image);
    // A tag without a version has been named already.
    if (version === undefined) return;
    for (const container of containersOf(resource).filter(runsVllm)) {
      const flags = container.arguments.filter((argument) => argument.startsWith('--')).map((argument) => argument.split('=')[0] ?? argument);
      const variables = container.environment.map(([name]) => name);
      // What facts/engine.yaml does not name at all is refused by data-use/model-server.
      for (const name of [...flags, ...variables].filter((one) => known.has(one) && !holds(one, version))) {
        yield {
          path: pathOf('hosts', id, 'image'),
          resource,
          message: `vLLM ${version} is given ${name}, which that version does not know.`,
        };
      }
    }
  },
};
