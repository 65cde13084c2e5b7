import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/lifecycle/fine-tune-base.js';
import { rule as offered } from '../../../policy/lifecycle/offered.js';
import { topologyFindings } from '../../support/findings.js';
import { fineTuned, moving, withModel } from '../../support/fine-tuned.js';
import { type Edit, topologies } from '../../support/topologies.js';

const told = (...edits: Edit[]) => topologyFindings(rule, edits, fineTuned).map(({ path, severity, message }) => [path, severity, message]);
const successor = withModel('claims-next', '      method: lora-adapter\n      rank: 8\n      base: triage');
const adapters = (next: string) => `      claims: { workloads: [claim-letters]${next} }\n`;

describe(rule.id, () => {
  it.each(topologies)('accepts %s', (_, file) => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
  });

  it('refuses an adapter whose host changes model, at the line of the adapter', () => {
    const edit: Edit = ['    network: ohio\n    model: llama8\n', '    network: ohio\n    model: triage\n'];
    expect(told(edit)).toEqual([['hosts.desk-fleet.adapters.claims', 'fatal', 'claims was made for llama8; desk-fleet serves triage.']]);
    expect(topologyFindings(rule, [edit], fineTuned)[0]).toMatchObject({ file: fineTuned, line: 111 });
  });

  it('refuses an adapter whose base leaves in a transition without a successor', () => {
    expect(told(...moving(adapters('')))).toEqual([
      [
        'hosts.desk-fleet.adapters.claims',
        'fatal',
        'claims was made for llama8, which leaves desk-fleet for triage on 2026-12-14, and no adapter takes over from it.',
      ],
    ]);
    expect(told(successor, ...moving(adapters(', next: claims-next')))).toEqual([]);
  });

  it('refuses a successor of another base, and one without a transition', () => {
    expect(told(...moving(adapters(', next: claims')))).toEqual([
      ['hosts.desk-fleet.adapters.claims.next', 'fatal', 'claims was made for llama8; the transition of desk-fleet is to triage.'],
    ]);
    expect(told(successor, [adapters(''), adapters(', next: claims-next')])).toEqual([
      ['hosts.desk-fleet.adapters.claims.next', 'fatal', 'claims-next takes over from claims, and desk-fleet declares no transition.'],
    ]);
  });

  it('refuses what is no adapter among adapters, and an adapter where a whole model belongs', () => {
    expect(told([adapters(''), '      triage: { workloads: [claim-letters] }\n'])).toEqual([
      ['hosts.desk-fleet.adapters.triage', 'fatal', 'triage is no adapter, but whole weights (lora-merged); desk-fleet serves llama8.'],
    ]);
    expect(told([adapters(''), '      llama8: { workloads: [claim-letters] }\n'])).toEqual([
      ['hosts.desk-fleet.adapters.llama8', 'fatal', expect.stringContaining('llama8 is no adapter, but the release llama-3.1-8b-instruct')],
    ]);
    expect(told(['    network: ohio\n    model: llama8\n', '    network: ohio\n    model: claims\n']).map(([path]) => path)).toContain(
      'hosts.desk-fleet.model',
    );
  });

  it('refuses an adapter on Custom Model Import, and says why', () => {
    const edit: Edit = ['    network: ohio\n    model: triage\n', '    network: ohio\n    model: claims\n'];
    expect(told(edit)).toEqual([['hosts.mail-import.model', 'fatal', expect.stringContaining('claims is an adapter of llama8 and answers nothing alone.')]]);
    expect(topologyFindings(offered, [edit], fineTuned)).toMatchObject([
      {
        path: 'hosts.mail-import.model',
        message: expect.stringMatching(/^Custom Model Import takes whole checkpoints alone, and this is an adapter of llama8\. Allowed: its weights merged/),
      },
    ]);
  });

  it('refuses a fine-tune on a host whose provider has the weights', () => {
    const weights = `{source: huggingface, repository: acme/x, commit: "${'0'.repeat(40)}", manifest: "sha256:${'0'.repeat(64)}"}`;
    const training = '{country: US, cloud: none, account: x, run: x, finishedOn: 2026-10-01}';
    const fineTune = `{name: Llama-X, method: full, base: base, data: {reference: x, sha256: "${'0'.repeat(64)}", zone: us}, training: ${training}}`;
    const made: Edit = [
      '  llama70: { release: llama-3.3-70b-instruct, precision: fp8 }\n',
      `  base: { release: llama-3.3-70b-instruct, precision: bf16 }\n  llama70: { release: llama-3.3-70b-instruct, precision: fp8, weights: ${weights}, fineTune: ${fineTune} }\n`,
    ];
    expect(topologyFindings(rule, [made], 'examples/hosted-only.yaml')).toMatchObject([
      { path: 'hosts.us-bedrock.model', message: expect.stringContaining('is of kind bedrock, which serves llama-3.3-70b-instruct as its provider holds it.') },
    ]);
  });

  it.each<[string, Edit, RegExp]>([
    [
      'a base of another release',
      ['  llama8:\n    release: llama-3.1-8b-instruct', '  llama8:\n    release: llama-3-8b-instruct'],
      /claims\.fineTune\.base: received llama8, which is llama-3-8b-instruct/,
    ],
    [
      'an adapter of an adapter',
      withModel('other', '      method: lora-adapter\n      rank: 8\n      base: claims'),
      /other\.fineTune\.base: received claims, which is an adapter and no model by itself/,
    ],
    [
      'a model that was made from itself',
      withModel('other', '      method: full\n      base: other'),
      /other\.fineTune\.base: received other, which was made from other itself/,
    ],
    ['an adapter without a rank', ['      rank: 16\n', ''], /claims\.fineTune\.method: received lora-adapter without rank/],
    [
      'a distillation without a teacher',
      withModel('other', '      method: distillation\n      base: llama8'),
      /other\.fineTune\.method: received distillation without teacher/,
    ],
    [
      'a base that is not there',
      withModel('other', '      method: full\n      base: llama9'),
      /other\.fineTune\.base: received "llama9", which is no model.*Did you mean "llama8"/,
    ],
    [
      'a workload that does not reach the host',
      [adapters(''), '      claims: { workloads: [mail-triage] }\n'],
      /workloads\[0\]: received mail-triage, which does not name desk-fleet/,
    ],
  ])('the loader refuses %s', (_, edit, message) => {
    expect(() => told(edit)).toThrow(message);
  });

  it('the loader refuses two adapters for one workload', () => {
    const both: Edit = [adapters(''), `${adapters('')}      other: { workloads: [claim-letters] }\n`];
    expect(() => told(withModel('other', '      method: lora-adapter\n      rank: 8\n      base: llama8'), both)).toThrow(
      /received claim-letters, which claims answers/,
    );
  });
});
