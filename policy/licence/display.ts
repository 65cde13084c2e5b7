import { type LicensedModel, licensedModels, separateLicence } from '../../derived/licensed-models.js';
import { cited, overlayOf } from '../../facts/licences.js';
import { cloudOf } from '../../hosts/schemas.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/display',
  severity: 'error',
  title: 'Whoever offers others a product or service with Llama displays "Built with Llama".',
  why: 'The words are a condition of the licence, on a website, in the interface, on an about page or in the documentation. Azure wants them of every product that uses the model, for own staff as well.',
  fix: 'Display the words on a page, and record it as licence.displayUrl or licence.documentationUrl. `blueprint licence artefacts` writes the snippet.',
  source: 'Llama Community License Agreements, versions 3 to 4, clause 1.b.i',

  *topology({ topology, asOf }) {
    const { displayUrl, documentationUrl } = topology.licence;
    if (displayUrl !== 'none' || documentationUrl !== 'none') return;
    for (const model of licensedModels(topology)) {
      const { hostId, field, release, licence } = model;
      const demanded = demandOf(topology, model);
      if (licence.display === undefined || demanded === undefined || separateLicence(topology, 'display', licence.version, asOf).lifts) continue;
      yield {
        path: pathOf('licence', 'displayUrl'),
        message: `${pathOf('hosts', hostId, field)} is ${release}, and nothing displays "${licence.display}". ${demanded}.`,
      };
    }
  },
};

/** Where the words are demanded of a model; undefined where they are not. */
function demandOf({ licence: { distribution } }: Topology, { host, licence }: LicensedModel): string | undefined {
  if (distribution !== 'internal') return cited(licence.version, 'display');
  return cloudOf(host) === 'azure' ? overlayOf('azure', 'display') : undefined;
}
