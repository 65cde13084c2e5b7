import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { findings } from '../support/findings.js';
import { approvalsFile, asOf, type Edit, topologyWith } from '../support/topologies.js';

/** What governance has to refuse, by the rule and at the line: what an auditor is shown. */
interface Case {
  readonly file?: string;
  readonly edits: readonly Edit[];
  readonly by: string;
  /** Text of the line that the finding points at. */
  readonly at: string | RegExp;
  readonly severity?: 'fatal' | 'error' | 'warning';
}

const reference = 'topology.yaml';
const users = '2024-11: {licensee: 240000, affiliates: 10000}';
const aws = (from: string, to: string): Edit => [
  `    discount: none\n    deprecationNoticeDays: 180\n    parallelAvailabilityDays: 90\n    priceProtectedUntil: 2028-12-31`,
  `    discount: none\n    deprecationNoticeDays: 180\n    parallelAvailabilityDays: 90\n    priceProtectedUntil: 2028-12-31`.replace(from, to),
];
const board = 'minutes of the AI board 2026-09-24\n    grantedBy: ai-board@acme.example\n    grantedOn: 2026-10-01\n    expires: 2027-09-30';

const cases: Readonly<Record<string, Case>> = {
  'a company of the EU with Llama 4 Scout': {
    edits: [['  llama70:\n    release: llama-3.3-70b-instruct', '  llama70:\n    release: llama-4-scout-17b-16e-instruct']],
    by: 'licence/eu-multimodal',
    at: 'model: llama70',
    severity: 'fatal',
  },
  '800 million users': { edits: [[users, '2024-11: {licensee: 800000000, affiliates: 0}']], by: 'licence/mau', at: 'monthlyActiveUsers:' },
  'outputs of Llama 3 that train another model': {
    file: 'examples/transition.yaml',
    edits: [['trainsOnOutputs: []', 'trainsOnOutputs: [llama3]']],
    by: 'licence/improve',
    at: 'trainsOnOutputs: [llama3]',
  },
  'an attestation that has expired': {
    edits: [[board, board.replace('2026-10-01', '2025-10-01').replace('2027-09-30', '2026-10-01')]],
    by: 'licence/aup-attestation',
    at: /^ {2}(development|eu-production|global-assist|grounded|variable):$/,
  },
  'a discount without evidence': {
    edits: [aws('discount: none', 'discount: {fraction: 0.3, scope: [bedrock], evidence: none}')],
    by: 'contract/discount-evidence',
    at: 'discount:',
  },
  'Bedrock past the retirement of its model': {
    file: 'examples/hosted-only.yaml',
    edits: [['release: llama-3.3-70b-instruct', 'release: llama-3.1-405b-instruct']],
    by: 'lifecycle/retired',
    at: 'model:',
    severity: 'fatal',
  },
  'a derived model under a name of its own': {
    edits: [['  derivedModels: {}', '  derivedModels: {own: {name: AcmeGPT, from: [llama70]}}']],
    by: 'licence/naming',
    at: 'derivedModels: {own: {name: AcmeGPT',
  },
  'a regime whose demand one host of a route misses': {
    file: 'examples/us-maverick.yaml',
    edits: [['addenda: [dpa, baa]', 'addenda: [dpa]']],
    by: 'contract/baa',
    at: 'addenda: [dpa]',
  },
  'a claim in court over the version in use': {
    edits: [['  litigation: none', '  litigation: [{against: Meta, filedOn: 2026-11-01, versions: ["3.3"], reference: 26-cv-1}]']],
    by: 'licence/litigation',
    at: 'litigation:',
  },
  'a contract without a window side by side': {
    edits: [aws('parallelAvailabilityDays: 90', 'parallelAvailabilityDays: none')],
    by: 'contract/parallel-window',
    at: 'parallelAvailabilityDays: none',
    severity: 'warning',
  },
  'a notice of 30 days': {
    edits: [aws('deprecationNoticeDays: 180', 'deprecationNoticeDays: 30')],
    by: 'contract/notice-period',
    at: 'deprecationNoticeDays: 30',
    severity: 'warning',
  },
  'prices that are fixed no longer': {
    edits: [aws('priceProtectedUntil: 2028-12-31', 'priceProtectedUntil: 2026-01-01')],
    by: 'contract/price-protection',
    at: 'priceProtectedUntil: 2026-01-01',
    severity: 'warning',
  },
  'regulated data under no regime': {
    file: 'examples/us-maverick.yaml',
    edits: [['    regimes: [hipaa]', '    regimes: []']],
    by: 'contract/regime-named',
    at: 'regimes: []',
    severity: 'warning',
  },
  'a machine image that its makers fix no longer': {
    file: 'examples/eu-gce.yaml',
    edits: [['nodeImage: cos-125-19216-395-112', 'nodeImage: cos-117-18613-767-2']],
    by: 'lifecycle/software-ends',
    at: 'nodeImage: cos-117',
  },
};

/** A file of a topology as edits leave it. */
function edited(path: string, edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => text.replace(from, () => to), readFileSync(path, 'utf8'));
}

const byTopology = rules.filter(({ topology }) => topology !== undefined);

describe('what governance refuses', () => {
  it.each(Object.entries(cases))('%s, by rule and line', (_, { file = reference, edits, by, at, severity = 'error' }) => {
    const found = judge(byTopology, topologyWith(edits, file), asOf, {}).filter(({ rule }) => rule === by);
    expect(found.map((finding) => finding.severity)).toContain(severity);
    for (const { file: where, line = 0 } of found) {
      expect([file, approvalsFile(file)]).toContain(where);
      expect(edited(where ?? '', edits).split('\n')[line - 1]).toMatch(at);
    }
  });

  it('an item without a safeguard on one of two routes, by rule and line', () => {
    const rule = rules.find(({ id }) => id === 'licence/aup-coverage');
    if (rule === undefined) throw new Error('no rule on the acceptable use policy');
    const edits: Edit[] = [
      ['items: ["1.a.i", "1.a.ii", "1.a.iii", "1.a.v", "1.a.vi", "1.b", "1.e", "1.g", "2.b", "2.c", "2.e", "2.f"]', 'items: ["1.a.i", "1.a.ii"]'],
    ];
    const found = findings(rule, edits);
    expect([...new Set(found.map(({ path }) => path))].sort()).toEqual(['workloads.eu-production.route[0]', 'workloads.global-assist.route[0]']);
    for (const { line = 0 } of found) expect(edited(reference, edits).split('\n')[line - 1]).toContain('eu-fleet');
  });
});
