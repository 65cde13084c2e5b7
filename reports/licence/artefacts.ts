import { acceptancesOf } from '../../derived/accepted-licences.js';
import { type LicensedModel, licensedModels } from '../../derived/licensed-models.js';
import { cited } from '../../facts/licences.js';
import { noticeText } from '../../facts/weights.js';
import type { Problem } from '../../topology/error.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { annex } from './annex.js';
import { snippetHtml, snippetText } from './snippet.js';

/** A file for those who publish a product: its path below the folder of all of them, and its text. */
export interface Artefact {
  readonly path: string;
  readonly text: string;
}

/** What the licence of each release that is served wants beside it, one folder to a release; or why there is none: a text that nobody accepted cannot be referred to. */
export function licenceArtefacts(topology: Topology, asOf: string): { readonly artefacts: readonly Artefact[]; readonly problems: readonly Problem[] } {
  const artefacts: Artefact[] = [];
  const problems: Problem[] = [];
  for (const [release, models] of byRelease(licensedModels(topology))) {
    const [{ licence, hostId, field }] = models;
    const [acceptance] = acceptancesOf(topology, licence, asOf).inForce;
    if (acceptance === undefined) {
      const host = pathOf('hosts', hostId, field);
      problems.push({ message: `${host} is ${release}, whose licence nobody has accepted as of ${asOf}. ${cited(licence.version, 'acceptance')}.` });
      continue;
    }
    const served = { topology, release, models, licence, acceptance };
    const texts = {
      'acceptable-use-customers.md': annex('customers', served),
      'acceptable-use-internal.md': annex('internal', served),
      ...(licence.display !== undefined && {
        'built-with-llama.html': snippetHtml(licence.display, licence.notice),
        'built-with-llama.txt': snippetText(licence.display, licence.notice),
      }),
      NOTICE: noticeText(release),
    };
    artefacts.push(...Object.entries(texts).map(([name, text]) => ({ path: `${release}/${name}`, text })));
  }
  return { artefacts, problems };
}

function byRelease(models: readonly LicensedModel[]): (readonly [release: string, models: readonly [LicensedModel, ...LicensedModel[]]])[] {
  const releases = [...new Set(models.map(({ release }) => release))].sort();
  return releases.map((release) => [release, models.filter((model) => model.release === release) as [LicensedModel, ...LicensedModel[]]] as const);
}
