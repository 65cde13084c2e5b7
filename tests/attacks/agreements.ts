import { attacks } from './attack.js';

const awsTerm = '    agreement: edp-2026-001\n    term: {start: 2026-01-01, end: 2028-12-31}';
const awsTerms = '      termsUrl: https://aws.amazon.com/service-terms/\n      reviewedOn: 2026-10-01\n    addenda: [dpa]';
const azureTerms = '      termsUrl: https://www.microsoft.com/licensing/terms/\n      reviewedOn: 2026-10-01\n    addenda: [dpa]\n    discount: none';
const users = '2024-11: {licensee: 240000, affiliates: 10000}';
const board = 'minutes of the AI board 2026-09-24\n    grantedBy: ai-board@acme.example\n    grantedOn: 2026-10-01\n    expires: 2027-09-30';

/** Contracts that lack what they are asked for. */
export const contracts = attacks([
  ['a contract that has ended, of a fleet', 'contract/expired', [awsTerm, awsTerm.replace('2028-12-31', '2026-11-23')]],
  ['a contract that ends in a week', 'contract/expiring', [awsTerm, awsTerm.replace('2028-12-31', '2026-12-01')]],
  ['a contract that ends before it starts', 'loader', [awsTerm, awsTerm.replace('2028-12-31', '2025-12-31')]],
  ['a fleet without a contract', 'contract/expired', ['    telemetry: false\n    contract: aws-main\n', '    telemetry: false\n']],
  ['no data processing agreement', 'contract/dpa', [awsTerms, awsTerms.replace('[dpa]', '[]')]],
  ['no answer about addenda', 'loader', [`${awsTerms}\n`, awsTerms.replace('    addenda: [dpa]', '')]],
  ['a review of 2009', 'contract/review-age', [awsTerms, awsTerms.replace('2026-10-01', '2009-10-01')]],
  [
    'a discount without evidence',
    'contract/discount-evidence',
    [azureTerms, azureTerms.replace('discount: none', 'discount: {fraction: 0.3, scope: [azure], evidence: none}')],
  ],
  ['a discount whose evidence is missing', 'loader', [azureTerms, azureTerms.replace('discount: none', 'discount: {fraction: 0.3, scope: [azure]}')]],
  [
    'a workload that needs indemnity for Llama',
    'contract/indemnity',
    ['12000}\n    regimes: []\n    terms: {retentionDays: 0, indemnity: false', '12000}\n    regimes: []\n    terms: {retentionDays: 0, indemnity: true'],
  ],
  [
    'retention of ten years',
    'data-use/provider-retention',
    [
      `      retentionDays: 0\n      sharedWithModelProvider: false\n${awsTerms}`,
      `      retentionDays: 3650\n      sharedWithModelProvider: false\n${awsTerms}`,
    ],
  ],
  ['health information on a host without a business associate agreement', 'contract/baa', ['140000}\n    regimes: []', '140000}\n    regimes: [hipaa]']],
  ['a bank on a host whose contract lacks the terms of DORA', 'contract/regime-terms', ['140000}\n    regimes: []', '140000}\n    regimes: [dora]']],
  ['personal data of the EEA in a zone of the United States', 'residency/regime-zone', ['140000}\n    regimes: []', '140000}\n    regimes: [gdpr]']],
  ['federal data outside GovCloud', 'residency/regime-zone', ['140000}\n    regimes: []', '140000}\n    regimes: [fedramp-high]']],
  ['health information without a record of calls', 'data-use/audit-trail', ['140000}\n    regimes: []', '140000}\n    regimes: [hipaa]']],
]);

/** Uses of Llama that its licence does not allow. */
export const licences = attacks([
  ['800 million users', 'licence/mau', [users, '2024-11: {licensee: 800000000, affiliates: 0}']],
  ['800 million users, most of them of affiliates', 'licence/mau', [users, '2024-11: {licensee: 1000000, affiliates: 799000000}']],
  ['users of another month', 'licence/mau', [users, '2024-10: {licensee: 240000, affiliates: 10000}']],
  ['users of a month that does not exist', 'loader', [users, '2024-13: {licensee: 240000, affiliates: 10000}']],
  ['900 million users last month, on Azure', 'licence/mau-azure', ['2026-10: {licensee: 310000', '2026-10: {licensee: 900000000']],
  [
    'a multimodal model of a company in Germany',
    'licence/eu-multimodal',
    ['  llama70:\n    release: llama-3.3-70b-instruct', '  llama70:\n    release: llama-4-scout-17b-16e-instruct'],
  ],
  ['a country that does not exist', 'loader', ['  country: DE', '  country: XX']],
  ['a licence accepted for another version', 'licence/accepted', ['      version: "3.3"\n', '      version: "3.1"\n']],
  ['a licence accepted in 2031', 'licence/accepted', ['by: legal@acme.example\n      on: 2026-10-01', 'by: legal@acme.example\n      on: 2031-10-01']],
  [
    'a licence accepted before it existed',
    'licence/accepted',
    ['by: legal@acme.example\n      on: 2026-10-01', 'by: legal@acme.example\n      on: 2024-10-01'],
  ],
  ['a version of the licence that does not exist', 'loader', ['      version: "3.3"\n', '      version: "5"\n']],
  [
    'a service that displays nothing',
    'licence/display',
    ['  distribution: internal\n  documentationUrl: https://docs.acme.example/ai', '  distribution: service\n  documentationUrl: none'],
  ],
  ['a service without terms', 'licence/downstream-terms', ['  distribution: internal', '  distribution: service']],
  ['a derived model without the name', 'licence/naming', ['  derivedModels: {}', '  derivedModels: {own: {name: AcmeGPT, from: [llama70]}}']],
  [
    'a separate licence that ends before it starts',
    'loader',
    ['separateLicence: none', 'separateLicence: {number: m, grantedOn: 2026-01-01, expires: 2025-01-01, versions: ["3.3"], grants: [mau]}'],
  ],
  ['an attestation that has expired', 'licence/aup-attestation', [board, board.replace('2026-10-01', '2025-10-01').replace('2027-09-30', '2026-10-01')]],
]);

/** The same, on the topology of two versions. */
export const outputs = attacks(
  [
    ['outputs of Llama 3 that train another model', 'licence/improve', ['trainsOnOutputs: []', 'trainsOnOutputs: [llama3]']],
    ['the next version without its licence', 'licence/accepted', ['      version: "3.1"', '      version: "3.3"']],
  ],
  'examples/transition.yaml',
);

export const retired = attacks(
  [['a model that Bedrock has retired', 'lifecycle/retired', ['release: llama-3.3-70b-instruct', 'release: llama-3.1-405b-instruct']]],
  'examples/hosted-only.yaml',
);
