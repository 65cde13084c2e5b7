import { licensedModels } from '../../derived/licensed-models.js';
import { cited } from '../../facts/licences.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/litigation',
  severity: 'error',
  title: 'No host serves a version of Llama over which the licensee has gone to court: its licence ended on the day of filing.',
  why: 'A claim that Llama or its outputs infringe rights of the licensee, against Meta or anybody else and by a counterclaim too, ends the licence at once. Whoever files it rarely knows what runs, and from that day on every host serves without a licence.',
  fix: 'Have counsel answer licence.litigation: `none`, or the proceedings. Before one is filed, move the workloads to a model that it does not speak of.',
  source: 'Llama Community License Agreements, versions 2 to 4, clause 5.c',

  *topology({ topology, asOf }) {
    const { litigation } = topology.licence;
    const models = licensedModels(topology);
    const [first] = models;
    if (litigation === undefined && first !== undefined) {
      yield {
        path: pathOf('licence', 'litigation'),
        severity: 'warning',
        message: `Nobody has answered whether the licensee claims in court that Llama infringes its rights. ${cited(first.licence.version, 'litigation')}.`,
      };
    }
    if (litigation === undefined || litigation === 'none') return;
    for (const { hostId, field, release, licence } of models) {
      for (const [index, { against, filedOn, versions, reference }] of litigation.entries()) {
        if (!versions.includes(licence.version)) continue;
        yield {
          path: pathOf('licence', 'litigation', index),
          message: `${pathOf('hosts', hostId, field)} is ${release}, whose licence ${filedOn > asOf ? 'ends' : 'ended'} on ${filedOn} with ${reference} against ${against}. ${cited(licence.version, 'litigation')}.`,
        };
      }
    }
  },
};
