import { z } from 'zod';
import { count, day, httpsUrl, jurisdiction, name, release, row, text } from './row.js';

export const licences = {
  licences: row('A Llama licence', {
    version: name,
    name: text,
    releaseDate: day,
    releaseDateTerm: text,
    mauLimit: count.describe('Monthly active users above which Meta has to be asked'),
    improveOtherModels: z.enum(['allowed-with-name', 'prohibited']),
    euMultimodalExclusion: z.boolean(),
    notice: text.describe('NOTICE as the licence prescribes it'),
    licenceText: httpsUrl.describe('Where Meta publishes its text'),
    acceptableUse: httpsUrl,
    display: text.optional(),
    displayTrigger: z.enum(['contains', 'uses']).optional(),
    namePrefix: text.optional(),
  }),
  clauses: row('A clause in our words', {
    topic: z.enum([
      'acceptance',
      'mau',
      'display',
      'name-prefix',
      'notice',
      'acceptable-use',
      'improve',
      'downstream',
      'litigation',
      'termination',
      'eu-multimodal',
      'copy',
    ]),
    clause: text,
    text,
  }),
  euClause: row('The clause on multimodal models', {
    versions: z.array(name).min(1),
    appliesTo: text,
    excluded: text,
    jurisdiction: jurisdiction.describe('Whose licensees get no rights'),
    exempt: text,
    reading: text,
    clause: text,
  }),
  modelGroups: row('Releases alike under the clause on multimodal models', {
    group: name,
    euClause: z.enum(['bites', 'none', 'present but empty']),
    releases: z.array(release).min(1),
  }),
  guardLicences: row('Licences of models that classify', { models: text, licence: name }),
  hostOverlays: row('What a host adds to the licence', { host: z.enum(['azure', 'vertex']), topic: name, text }),
};
