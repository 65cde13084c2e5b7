import { licensedModels } from '../../derived/licensed-models.js';
import { cited } from '../../facts/licences.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/downstream-terms',
  severity: 'error',
  title: 'Users outside the organisation are bound to the acceptable use policy by terms of their own.',
  why: 'The policy binds the licensee for what its users do. Users who never agreed to it cannot be held to it, and the licensee answers alone.',
  fix: 'Put the annex that `blueprint licence artefacts` writes into the terms of the product or service, and record them as licence.downstreamTermsUrl.',
  source: 'Llama Community License Agreements, versions 2 to 4, clause 1.b.iv',

  *topology({ topology }) {
    const { distribution, downstreamTermsUrl } = topology.licence;
    if (distribution === 'internal' || downstreamTermsUrl !== 'none') return;
    for (const version of new Set(licensedModels(topology).map(({ licence }) => licence.version))) {
      yield {
        path: pathOf('licence', 'downstreamTermsUrl'),
        message: `Llama ${version} is offered as a ${distribution === 'weights' ? 'download' : distribution}, and no terms bind its users to the policy. ${cited(version, 'acceptable-use')}.`,
      };
    }
  },
};
