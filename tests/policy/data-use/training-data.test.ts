import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/training-data.js';
import { topologyFindings } from '../../support/findings.js';
import { fineTuned } from '../../support/fine-tuned.js';
import { type Edit, topologies } from '../../support/topologies.js';

const approval = 'privacy review 2026-118\n    grantedBy: privacy@insurance.example\n    grantedOn: 2026-09-10\n    expires: 2027-09-09';
const digest = '0'.repeat(64);
const told = (...edits: Edit[]) => topologyFindings(rule, edits, fineTuned).map(({ path, severity, message }) => [path, severity, message]);

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it.each<[string, Edit, string]>([
    [
      'no approval',
      ['kind: training-data\n    subject: models.claims', 'kind: training-data\n    subject: models.llama8'],
      'which no approval in force covers (as of 2026-11-24).',
    ],
    ['one that has ended', [approval, approval.replace('2027-09-09', '2026-11-23')], 'claims-data ended on 2026-11-23'],
    ['one of the future', [approval, approval.replace('2026-09-10', '2026-11-25')], 'claims-data holds from 2026-11-25 on'],
    ['one that names no data', [`models.claims\n    dataSha256: "${digest}"\n`, 'models.claims\n'], 'claims-data names no data'],
    [
      'one of other data',
      [`models.claims\n    dataSha256: "${digest}"`, `models.claims\n    dataSha256: "${'1'.repeat(64)}"`],
      `claims-data covers data of digest ${'1'.repeat(64)}`,
    ],
  ])('refuses data with %s, at its line', (_, edit, why) => {
    expect(told(edit)).toEqual([['models.claims.fineTune.data', 'fatal', expect.stringContaining(why)]]);
    expect(topologyFindings(rule, [edit], fineTuned)[0]).toMatchObject({ file: fineTuned, line: 55 });
  });

  it('refuses the day after the last', () => {
    expect(told([approval, approval.replace('2027-09-09', '2026-11-24')])).toEqual([]);
  });

  it('takes an approval for models alone', () => {
    expect(() => told(['kind: training-data\n    subject: models.claims', 'kind: training-data\n    subject: hosts.desk-fleet'])).toThrow(
      /no rule asks an approval of kind training-data about/,
    );
  });
});
