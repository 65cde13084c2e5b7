import { fineTunes } from '../../derived/fine-tunes.js';
import { separateLicence } from '../../derived/licensed-models.js';
import { cited, licenceFacts } from '../../facts/licences.js';
import { licenceOf, release as releaseFacts } from '../../facts/models.js';
import { pathOf } from '../../topology/path.js';
import { entity } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'licence/improve',
  severity: 'error',
  title: 'Outputs of Llama 2 and Llama 3 train and improve no other model.',
  why: 'Both licences forbid it, and a model that was trained so cannot be cleaned afterwards. From 3.1 on it is allowed, and a result that others get bears the name of Llama.',
  fix: 'Use outputs of a release of Llama 3.1 or later, or take the model out of licence.trainsOnOutputs once nothing is trained on its outputs; or record what Meta granted as licence.separateLicence.',
  source: 'Llama 2 and Meta Llama 3 Community License Agreements, clause 1.b.v',

  *topology({ topology, asOf }) {
    for (const [index, model] of topology.licence.trainsOnOutputs.entries()) {
      const { release } = entity(topology.models, model);
      const { improveOtherModels, version } = licenceFacts(licenceOf(release));
      const { lifts, why } = separateLicence(topology, 'improve', version, asOf);
      if (improveOtherModels !== 'prohibited' || lifts) continue;
      yield {
        path: pathOf('licence', 'trainsOnOutputs', index),
        message: `Outputs of ${model} (${release}, Llama ${version}) train another model; ${why}. Allowed: releases of Llama 3.1 and later. ${cited(version, 'improve')}.`,
      };
    }
    // The clause leaves out Llama of the same version and what is made from it.
    for (const { id, model, fineTune } of fineTunes(topology)) {
      if (fineTune.teacher === undefined) continue;
      const { release } = entity(topology.models, fineTune.teacher);
      const { improveOtherModels, version } = licenceFacts(licenceOf(release));
      const { lifts, why } = separateLicence(topology, 'improve', version, asOf);
      if (improveOtherModels !== 'prohibited' || releaseFacts(model.release)?.licence === version || lifts) continue;
      yield {
        path: pathOf('models', id, 'fineTune', 'teacher'),
        message: `Outputs of ${fineTune.teacher} (${release}, Llama ${version}) trained ${id} (${model.release}); ${why}. Allowed: a teacher of Llama 3.1 or later. ${cited(version, 'improve')}.`,
      };
    }
  },
};
