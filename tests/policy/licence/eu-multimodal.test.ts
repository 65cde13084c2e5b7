import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/licence/eu-multimodal.js';
import { findings, topologyFindings } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const guard4: [string, string] = ['release: llama-guard-3-8b', 'release: llama-guard-4-12b'];
const fatal = {
  severity: 'fatal',
  path: 'hosts.screen.model',
  message: expect.stringContaining("The organisation's country is DE; no separate licence of Meta is recorded."),
};

describe(rule.id, () => {
  it('accepts text models of the same licence versions for a licensee in the EU', () => {
    expect(findings(rule, [], 'examples/sovereign.yaml')).toEqual([]);
  });

  it('refuses a multimodal one, guards included', () => {
    expect(findings(rule, [guard4], 'examples/sovereign.yaml')).toMatchObject([fatal]);
  });

  it('follows the licensee, not the region', () => {
    expect(findings(rule, [guard4, ['country: DE', 'country: CH']], 'examples/sovereign.yaml')).toEqual([]);
    expect(findings(rule, [], 'examples/us-maverick.yaml')).toEqual([]);
    const moved = findings(rule, [['country: US', 'country: IE']], 'examples/us-maverick.yaml');
    expect(new Set(moved.map(({ path }) => path))).toEqual(new Set(['hosts.ohio-fleet.model', 'hosts.us-bedrock.model']));
  });

  it('sees the model that takes over, of fleets and of endpoints', () => {
    const next = (release: string): Edit[] => [
      ['\nmodels:\n', `\nmodels:\n  taking-over: {release: ${release}, precision: bf16}\n`],
      ['    endpoint: private-psc\n', '    endpoint: private-psc\n    next: {model: taking-over}\n'],
    ];
    expect(topologyFindings(rule, next('llama-4-scout-17b-16e-instruct'))).toMatchObject([{ severity: 'fatal', path: 'hosts.grounding.next.model' }]);
    expect(topologyFindings(rule, next('llama-3.1-8b-instruct'))).toEqual([]);
  });

  it('quotes clause and source, and says what it is not', () => {
    expect(topologyFindings(rule, [guard4], 'examples/sovereign.yaml')[0]?.message).toMatch(
      /Llama 4 Community License, Acceptable Use Policy, last paragraph \(facts\/licences\.yaml, llama-models\)\. An engineering reading, not legal advice\.$/,
    );
  });

  it('refuses Scout on an instance in the United States for a company in the EU, at its line', () => {
    expect(topologyFindings(rule, [['country: US', 'country: FR']], 'examples/us-maas.yaml')).toMatchObject([
      { severity: 'fatal', file: 'examples/us-maas.yaml', line: 66, path: expect.stringMatching(/^hosts\..*\.model$/) },
    ]);
  });

  const separate = (fields: string): Edit => ['  separateLicence: none', `  separateLicence: {${fields}}`];
  const granted = 'number: meta-2026-17, grantedOn: 2026-03-01, expires: none, versions: ["4"], grants: [eu-multimodal]';

  it.each([
    ['of another version', granted.replace('"4"', '"3.2"'), 'licence meta-2026-17 speaks of Llama 3.2'],
    ['of another clause', granted.replace('[eu-multimodal]', '[mau, display]'), 'licence meta-2026-17 grants mau, display alone'],
    ['that has ended', granted.replace('none', '2026-11-23'), 'licence meta-2026-17 ended on 2026-11-23'],
    ['of the future', granted.replace('2026-03-01', '2026-11-25'), 'licence meta-2026-17 holds from 2026-11-25 on'],
  ])('takes no separate licence %s', (_, fields, why) => {
    expect(topologyFindings(rule, [guard4, separate(fields)], 'examples/sovereign.yaml')).toMatchObject([{ message: expect.stringContaining(why) }]);
  });

  it('takes the one that Meta granted for version and clause', () => {
    expect(topologyFindings(rule, [guard4, separate(granted)], 'examples/sovereign.yaml')).toEqual([]);
  });
});
