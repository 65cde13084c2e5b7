import { describe, expect, it } from 'vitest';
import { judge } from '../../policy/engine.js';
import { rules } from '../../policy/rules.js';
import { evidenceReport } from '../../reports/evidence/evidence.js';
import { evidenceJson } from '../../reports/evidence/evidence-json.js';
import { evidenceMarkdown } from '../../reports/evidence/evidence-markdown.js';
import { evidenceOf } from '../support/synthesized.js';
import { asOf, type Edit, topologyWith } from '../support/topologies.js';

const file = 'examples/us-maverick.yaml';
function report(edits: readonly Edit[] = [], waivers: ReturnType<typeof topologyWith>['waivers'] = []) {
  const loaded = { ...topologyWith(edits, file), waivers };
  const found = evidenceOf(loaded);
  return evidenceReport(loaded, [...(found.aws ?? []), ...(found.terraform ?? [])], judge(rules, loaded, asOf, found), asOf);
}

describe('the evidence of a topology', () => {
  it('reads as claim, controls and what proves it', () => {
    const page = evidenceMarkdown(report());
    expect(page).toMatch(/^# Evidence: maverick prod\n\nExample Insurance Inc\. \(US\), as of 2026-11-24\. Rules: 0 fatal, 0 errors/);
    expect(page).toContain(
      '## Nothing that sees prompts has a public endpoint.\n\nNIST AI RMF 1.0: MEASURE 2.7 · SOC 2, Trust Services Criteria: CC6.6 · GDPR: 32',
    );
    expect(page).toMatch(/- property `maverick-serving-aws-fleet-ohio-fleet\/\w+` `Scheme` = `internal`; held by `network\/private-only`\n/);
    expect(page).toContain('- contract term only `contracts.aws-main.data.training` = `false`, read on 2026-10-01\n');
    expect(page).toContain('- approval `approvals.calls`: CloudTrail of the organisation');
    expect(page).toContain('| us-bedrock | llama-4-maverick-17b-128e-instruct | 4 | llama-4 | 000000000000 | 000000000000 |');
    expect(page).toContain('## Waivers\n\nNone.');
  });

  it('is whole as JSON, and the same each time', () => {
    const text = evidenceJson(report());
    expect(evidenceJson(report())).toBe(text);
    const { claims, acceptableUse, licences, counts } = JSON.parse(text);
    expect(claims).toHaveLength(15);
    expect(licences).toHaveLength(2);
    expect(counts.fatal).toBe(0);
    // Three routes of one model each, 28 items each.
    expect(acceptableUse).toHaveLength(3 * 28);
    expect(acceptableUse.filter(({ by }: { by: string }) => by === 'nothing')).toEqual([]);
  });

  it('does not call evidence what a rule refuses', () => {
    const refused = report([['addenda: [dpa, baa]', 'addenda: []']]);
    const page = evidenceMarkdown(refused);
    expect(page).toContain('- contract term only `contracts.aws-main.addenda` = `[]`, read on 2026-10-01 **refused by contract/dpa**');
    expect(refused.counts.error).toBeGreaterThan(0);
  });

  it('lists what is waived, by whom, until when, and what it silences', () => {
    const waiver = {
      rule: 'tags/required',
      path: 'workloads.agents',
      owner: 'finance',
      reason: 'r',
      granted: '2026-11-01',
      expires: '2026-12-01',
      location: { file: 'w.yaml', line: 1, column: 1 },
    };
    expect(report([], [waiver]).waivers).toEqual([
      {
        rule: 'tags/required',
        path: 'workloads.agents',
        subject: 'workloads.agents',
        owner: 'finance',
        reason: 'r',
        granted: '2026-11-01',
        expires: '2026-12-01',
        silences: 0,
      },
    ]);
  });
});
