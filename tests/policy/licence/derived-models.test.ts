import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/derived-models.js';
import { topologyFindings } from '../../support/findings.js';
import { fineTuned, withModel } from '../../support/fine-tuned.js';
import { type Edit, topologies } from '../../support/topologies.js';

const listed = '    claims: { name: Llama-Insurance-Claims, from: [llama8] }\n';
const service: Edit = ['  distribution: internal', '  distribution: service'];
const told = (...edits: Edit[]) => topologyFindings(rule, edits, fineTuned).map(({ path, severity, message }) => [path, severity, message]);

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('wants every fine-tune that others get to be listed by its name', () => {
    expect(told(service)).toEqual([]);
    expect(told(service, [listed, ''])).toEqual([
      [
        'models.claims.fineTune.name',
        'error',
        'Llama-Insurance-Claims is served and distribution is service, but licence.derivedModels does not list it. Listed: Llama-Insurance-Triage.',
      ],
    ]);
    expect(told([listed, ''])).toEqual([]);
  });

  it('does not ask for one that nothing serves', () => {
    expect(told(service, withModel('other', '      method: full\n      base: llama8'))).toEqual([]);
  });

  it('wants its origin to be the same on both sides, teachers included', () => {
    expect(told([listed, listed.replace('llama8', 'triage')])).toEqual([
      ['licence.derivedModels.claims.from', 'error', expect.stringContaining('made from triage; models.claims.fineTune says llama8. Allowed: llama8 as well.')],
    ]);
    const other = withModel('other', '      method: distillation\n      base: llama8\n      teacher: triage');
    const entry = (from: string): Edit => ['  trainsOnOutputs: []', `    other: { name: Llama-Insurance-Other, from: [${from}] }\n  trainsOnOutputs: []`];
    expect(told(other, entry('llama8'))).toEqual([['licence.derivedModels.other.from', 'error', expect.stringContaining('Allowed: triage as well.')]]);
    expect(told(other, entry('llama8, triage'))).toEqual([]);
  });
});
