import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../policy/finding.js';
import { html } from '../../../reports/page/markup.js';
import { type PageInputs, reportHtml, reportMarkdown } from '../../../reports/page/report.js';
import type { Edit } from '../../support/topologies.js';
import { pageInput } from './page-of.js';

/** A drawing with what charts have of the topology: none of it is in question here. */
const draw = (specs: readonly object[]) => Promise.resolve(specs.map(() => '<svg class="chart"></svg>'));
const pageOf = (...inputs: PageInputs) => reportHtml(inputs, draw);

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** In every text that a topology is free in. */
const attack = `</title></style><script>alert(1)</script><img src=x onerror=alert(2)>"' onload='x`;
const attacked: readonly Edit[] = [
  ['legalName: Acme Manufacturing SE', `legalName: ${JSON.stringify(attack)}`],
  ['agreement: edp-2026-001', `agreement: ${JSON.stringify(attack)}`],
  ['reference: modified abuse monitoring not requested; no customer data', `reference: ${JSON.stringify(attack)}`],
  ['grantedBy: privacy@acme.example', `grantedBy: ${JSON.stringify(attack)}`],
];
const finding: Finding = {
  ...{ rule: 'cost/budget', severity: 'error', path: attack, file: attack, line: 3, column: 1, subject: attack },
  ...{ message: attack, fix: attack },
};

describe('a page', () => {
  it('fetches nothing and runs nothing', async () => {
    const page = await pageOf(pageInput());
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`);
    expect(page).not.toMatch(/<script|<link|<iframe|<object|<img|@import|url\(|\ssrc=|\son[a-z]+=/i);
    expect(matches(page, /href="([^"]*)"/g).filter((href) => !href.startsWith('#'))).toEqual([]);
  });

  it('is the same twice', async () => {
    expect(await pageOf(pageInput())).toBe(await pageOf(pageInput()));
  });

  it.each([
    ['of one topology', [pageInput()]],
    ['of two', [pageInput(), pageInput([], 'examples/hosted-only.yaml')]],
  ] as [string, PageInputs][])('%s links to what it has, and names nothing twice', async (_, inputs) => {
    const page = await pageOf(...inputs);
    const ids = matches(page, /\sid="([^"]*)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(matches(page, /href="#([^"]*)"/g).filter((id) => !ids.includes(id))).toEqual([]);
    expect(matches(page, /aria-labelledby="([^"]*)"/g).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('begins with cost, saving, break-even and gap to budget, each with its table', async () => {
    const page = await pageOf(pageInput());
    const figures = page.slice(page.indexOf('<ul class="figures">'), page.indexOf('</ul>'));
    expect(matches(figures, /<li><a href="#([^"]*)"/g)).toEqual(['bill', 'hosted-only', 'hosts', 'workloads']);
    expect(matches(figures, /class="label">([^<]*)</g)).toEqual([
      'Cost a year',
      'Dearer than hosted only',
      'Break-even of eu-fleet',
      'Left of budgets a month',
    ]);
    expect(page.indexOf('Cost per workload')).toBeLessThan(page.indexOf('<nav'));
  });

  it('says by how much a workload is over its budget', async () => {
    const page = await pageOf(pageInput([['budget: {usdPerMonth: 140000}', 'budget: {usdPerMonth: 100000}']]));
    // 134,200 a month are planned.
    expect(page).toContain('<td class="num bad">−$34,200</td>');
    expect(page).toContain('1 of 5 workloads over');
  });

  it('escapes whatever a topology or a finding says', async () => {
    const page = await pageOf(pageInput(attacked, 'topology.yaml', [finding]));
    expect(page).not.toMatch(/<script|<img|<[^>]*\son[a-z]+=/);
    expect(matches(page, /(&lt;script&gt;)/g).length).toBeGreaterThan(6);
    expect(matches(page, /(<\/style>)/g)).toHaveLength(1);
    expect(matches(page, /(<\/title>)/g)).toHaveLength(1);
  });

  it('shows what nobody would see', async () => {
    expect(html`<p>${'a\u202eb'}</p>`.text).toBe('<p>a\\u{202E}b</p>');
  });

  it('says what it does not have', async () => {
    const page = await pageOf(pageInput());
    expect(page).toContain('This topology was not synthesized, so no resource proves a claim.');
    expect(page).toContain('Nothing is synthesized of this topology, so no filter can be read.');
  });

  it('of two topologies says what differs before it shows both', async () => {
    const page = await pageOf(pageInput(), pageInput([['count: 12\n', 'count: 13\n']]));
    const row = page.slice(page.indexOf('cost a year'), page.indexOf('hosted only, list'));
    // A node of 58.892808 USD for 8,760 hours, and 64,114 USD of overflow that it makes unnecessary.
    expect(row).toContain('+$451,787');
    expect(page.indexOf('id="a-summary"')).toBeLessThan(page.indexOf('id="b-summary"'));
  });
});

describe('the page as Markdown', () => {
  it('draws the topology and the money with Mermaid', () => {
    const text = reportMarkdown([pageInput()]);
    expect(text).toContain('```mermaid\nflowchart LR\n  subgraph z0["zone eu (EU27)"]');
    expect(text).toContain('g1 -. "global-assist overflow 0.7%" .-> h3');
    expect(text).toContain('pie showData\n  "eu-fleet capacity" : 6190811');
    expect(text).toContain('| eu-production | $334,764 | $340,000 | $5,236 |');
  });

  it('holds no HTML of a topology', () => {
    const text = reportMarkdown([pageInput(attacked, 'topology.yaml', [finding])]);
    expect(text.replace(/`[^`]*`/g, '')).not.toMatch(/(?<!\\)<(?!\/?(details|summary|br)\b)/);
  });
});
