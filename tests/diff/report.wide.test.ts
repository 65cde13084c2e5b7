import { describe, expect, it } from 'vitest';
import { compare } from '../../diff/compare.js';
import { rules } from '../../policy/rules.js';
import { diffJson } from '../../reports/diff/json.js';
import { diffMarkdown } from '../../reports/diff/markdown.js';
import { diffSarif } from '../../reports/diff/sarif.js';
import type { Json } from '../support/documents.js';
import { pair, sideWith } from '../support/pair.js';
import { asOf } from '../support/topologies.js';

const locate = () => ({ file: 'topology.yaml', line: 7, column: 1 });

describe('a comparison', () => {
  it('of a topology with itself is empty', () => {
    const report = pair({});
    expect(report.verdict).toMatchObject({ empty: true, counts: {}, risk: 'none', approvals: [] });
    expect(diffMarkdown(report)).toBe('## Blueprint diff: `base` → `head`\n\n**No changes · policy passed**\n');
  });

  it('reads the same twice, and the other way round has everything that it has', () => {
    const [one, other] = [sideWith('a', {}, 'topology.yaml'), sideWith('b', { edits: [['      count: 12', '      count: 13']] }, 'topology.yaml')];
    expect(diffJson(compare(one, other, asOf), 0)).toBe(diffJson(compare(one, other, asOf), 0));
    expect(compare(other, one, asOf).changes).toHaveLength(compare(one, other, asOf).changes.length);
  });

  it('with nothing before tells everything as new', () => {
    const head = sideWith('head', {}, 'topology.yaml');
    const report = compare({ label: 'base', stacks: [], gateway: {}, findings: [], notes: ['topology.yaml does not exist there'] }, head, asOf);
    expect(report.changes.every(({ action, whole }) => action === 'create' && whole === 'new')).toBe(true);
    expect(diffMarkdown(report)).toContain('> base: topology.yaml does not exist there');
  });

  it('tells a refused head with what refuses it, also when the base was refused too', () => {
    const refused = { edits: [['sku: GlobalStandard', 'sku: DataZoneStandard']] as const };
    expect(diffMarkdown(pair(refused))).toMatch(/policy REFUSED: 1 fatal.*❌ new fatal `lifecycle\/offered`/s);
    expect(diffMarkdown(pair(refused, { base: refused }))).toContain('Why the head is refused, as the base was');
  });

  it('says when a rule goes or weakens, and who has to approve that', () => {
    const [base, head] = [sideWith('a', {}, 'topology.yaml'), sideWith('b', {}, 'topology.yaml')];
    const report = compare({ ...base, rules: { 'a/b': 'fatal', 'c/d': 'error' } }, { ...head, rules: { 'c/d': 'warning', 'e/f': 'error' } }, asOf);
    const text = diffMarkdown(report);
    for (const line of ['rule `a/b` (fatal) **goes**', 'rule `c/d` weakens: error → warning', 'rule `e/f` is new (error)', '**policy** has to approve'])
      expect(text).toContain(line);
  });

  it('compares the configuration of a gateway', () => {
    const [base, head] = [sideWith('a', {}, 'topology.yaml'), sideWith('b', {}, 'topology.yaml')];
    const config = (role: string) => ({ 'eu/tokens.json': { credentials: { 'a.fleet': { kind: 'apiKey', role, api_key: 'hunter2hunter2' } } } });
    const text = diffMarkdown(compare({ ...base, gateway: config('role/a') }, { ...head, gateway: config('role/b') }, asOf));
    expect(text).toContain('`calledAs.a.fleet`: `apiKey as role/a from` → `apiKey as role/b from`');
    expect(text).not.toContain('hunter2');
  });
});

describe('the Markdown', () => {
  /** As many and as long ids as a template takes, so that they fill more than a comment. */
  const long = `Queue${'x'.repeat(180)}`;
  const huge = pair({
    by: [
      [
        'aws-fleet-eu-fleet',
        (template) => {
          for (let index = 0; index < 500; index++)
            template.Resources[`${long}${index}`] = { Type: 'AWS::SQS::Queue', Properties: { QueueName: `queue-${index}` } };
        },
      ],
      ['azure-foundry-dev-foundry', (module) => delete module.resource.azurerm_log_analytics_workspace],
    ],
    edits: [['manuals: {displayName: Service manuals, chunkTokens: 500}', 'bulletins: {displayName: Service bulletins, chunkTokens: 500}']],
  });

  it('fits into a comment, leaves out the least risky first, and says how much', () => {
    const text = diffMarkdown(huge);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('⛔');
    expect(text).toMatch(/\*\d+ more left out here for length; the full report has them\.\*/);
  });

  it('is whole without a limit', () => {
    const text = diffMarkdown(huge, Number.POSITIVE_INFINITY);
    expect(text).toContain(`\`${long}499\``);
    expect(text).not.toContain('left out here');
  });

  it('lets no value of an input break out: no mention, HTML, table cell or fence', () => {
    const text = diffMarkdown(
      pair({
        by: [
          [
            'aws-identity',
            (template) => {
              const role: Json = Object.values<Json>(template.Resources).find(({ Type }) => Type === 'AWS::IAM::Role');
              role.Properties.Description = 'hi @everyone <img src=x> | `x` ``` </details>';
            },
          ],
        ],
      }),
    );
    expect(text).toContain('````hi @everyone <img src=x> | `x` ``` </details>````');
  });
});

describe('the other formats', () => {
  const report = pair({ edits: [['sku: GlobalStandard', 'sku: DataZoneStandard']] });

  it('JSON has the shape of the contract', () => {
    const json = JSON.parse(diffJson(report, 1));
    expect(Object.keys(json).sort()).toEqual([
      'asOf',
      'base',
      'changes',
      'cost',
      'exposure',
      'head',
      'notes',
      'posture',
      'riskAreas',
      'schemaVersion',
      'tags',
      'topology',
      'verdict',
    ]);
    expect(json.verdict).toMatchObject({ exitCode: 1, policy: 'refused', findings: { fatal: 1 }, usdPerMonth: 0 });
    for (const change of json.changes)
      expect(change).toMatchObject({
        cloud: expect.any(String),
        stack: expect.any(String),
        id: expect.any(String),
        type: expect.any(String),
        action: expect.any(String),
        why: expect.any(String),
        properties: expect.any(Array),
      });
  });

  it('SARIF marks findings as new, unchanged or absent, and destructive changes', () => {
    const [run] = JSON.parse(diffSarif(report, rules, '1.0.0', locate)).runs;
    const states = (id: string) => run.results.filter(({ ruleId }: Json) => ruleId === id).map(({ baselineState }: Json) => baselineState);
    expect(states('lifecycle/offered')).toEqual(['new']);
    expect(states('diff/destructive')).toEqual(['new']);
    expect(new Set(run.results.map(({ ruleId }: Json) => ruleId))).toSatisfy((ids: Set<string>) =>
      [...ids].every((id) => run.tool.driver.rules.some((rule: Json) => rule.id === id) || id.startsWith('cloudformation/')),
    );
  });
});
