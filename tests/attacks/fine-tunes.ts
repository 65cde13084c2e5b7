import { claimsTraining, moving, ofRelease } from '../support/fine-tuned.js';
import { attacks } from './attack.js';

const dataApproval = 'kind: training-data\n    subject: models.claims';
const dataEnd = 'privacy review 2026-118\n    grantedBy: privacy@insurance.example\n    grantedOn: 2026-09-10\n    expires: 2027-09-09';
const proven = 'finishedOn: 2026-10-02 }\n      provenance: sha256:0000000000000000000000000000000000000000000000000000000000000000\n';

/** Own weights that nobody may serve like this. */
export const fineTunes = attacks(
  [
    ['an adapter on a base that leaves', 'lifecycle/fine-tune-base', ...moving('      claims: { workloads: [claim-letters] }\n')],
    [
      'an adapter whose host changes its model',
      'lifecycle/fine-tune-base',
      ['    network: ohio\n    model: llama8\n', '    network: ohio\n    model: triage\n'],
    ],
    ['an adapter on Custom Model Import', 'lifecycle/offered', ['    network: ohio\n    model: triage\n', '    network: ohio\n    model: claims\n']],
    ['a fine-tune named against the licence', 'licence/naming', ['      name: Llama-Insurance-Claims\n', '      name: Insurance-Claims-8B\n']],
    ['one with the name of Llama at the end', 'licence/naming', ['      name: Llama-Insurance-Claims\n', '      name: Insurance-Llama\n']],
    [
      'a fine-tune that the list of derived models lacks',
      'licence/derived-models',
      ['    claims: { name: Llama-Insurance-Claims, from: [llama8] }\n', ''],
      ['  distribution: internal', '  distribution: service'],
      ['  displayUrl: none', '  displayUrl: https://insurance.example/about'],
    ],
    ['missing provenance', 'supply-chain/fine-tune-provenance', [proven, 'finishedOn: 2026-10-02 }\n']],
    [
      'a base whose weights nobody names',
      'supply-chain/fine-tune-provenance',
      ['      base: llama8\n      rank: 16\n', '      base: nameless\n      rank: 16\n'],
      ['\nmodels:\n', '\nmodels:\n  nameless: { release: llama-3.1-8b-instruct, precision: bf16 }\n'],
    ],
    ['training data without approval', 'data-use/training-data', [dataApproval, dataApproval.replace('claims', 'llama8')]],
    ['training data whose approval has ended', 'data-use/training-data', [dataEnd, dataEnd.replace('2027-09-09', '2026-11-23')]],
    [
      'training abroad',
      'residency/training-place',
      [claimsTraining, claimsTraining.replace('US, cloud: aws, region: us-east-2', 'IE, cloud: aws, region: eu-west-1')],
    ],
    ['a fine-tune that failed its tests', 'lifecycle/evaluated', ['exact-match: 0.93', 'exact-match: 0.83']],
    [
      'a fine-tune of multimodal Llama 4 in the EU',
      'licence/eu-multimodal',
      ['country: US }\n\naccounts', 'country: DE }\n\naccounts'],
      ...ofRelease('llama-4-scout-17b-16e-instruct'),
    ],
    ['a fine-tune of a version whose licence nobody accepted', 'licence/accepted', ...ofRelease('llama-3.2-3b-instruct')],
    ['800 million users of a fine-tune', 'licence/mau', ['2024-06: {licensee: 60000', '2024-06: {licensee: 800000000']],
    [
      'an adapter of which nobody says what its repository holds',
      'supply-chain/weights-precision',
      ['kind: checkpoint\n    subject: models.claims', 'kind: checkpoint\n    subject: models.llama8'],
    ],
    [
      'an adapter of another release than its base',
      'loader',
      ['  claims:\n    release: llama-3.1-8b-instruct', '  claims:\n    release: llama-3.3-70b-instruct'],
    ],
  ],
  'examples/fine-tuned.yaml',
);
