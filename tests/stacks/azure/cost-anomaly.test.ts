import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { afterAll, describe, expect, it } from 'vitest';
import { CostAnomaly } from '../../../constructs/azure/finance/cost-anomaly.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

/** An application makes its directory at once. */
const outdir = mkdtempSync(join(tmpdir(), 'cost-anomaly-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const make = (title: string, subject: string) =>
  new CostAnomaly(new TerraformStack(new App({ outdir }), 'stack'), 'Anomaly', {
    name: 'acme-anomaly',
    subscriptionId: '/subscriptions/00000000-0000-0000-0000-000000000000',
    title,
    subject,
    notify: ['finops@acme.example'],
  });

/** Limits of Cost Management, which azurerm checks before it plans. */
describe('a cost anomaly alert', () => {
  it.each([
    ['title', 'x'.repeat(26), 'subject', '25'],
    ['subject', 'title', 'x'.repeat(51), '50'],
  ])('refuses a longer %s', (field, title, subject, limit) => {
    expect(() => make(title, subject)).toThrow(new RegExp(`^${field} .*received ${Number(limit) + 1} characters.*Allowed: ${limit}\\.$`));
  });

  it('fits for the longest names that a topology may have', () => {
    const longest = { name: 'x'.repeat(10), account: 'y'.repeat(19) };
    const { terraform = [] } = evidenceOf(topologyWith());
    const [alert] = terraform.flatMap(({ resources }) => resources).filter(({ type }) => type === 'azurerm_cost_anomaly_alert');
    const grown = (text: unknown) =>
      String(text)
        .replace(/\bacme\b/, longest.name)
        .replace(/\bdev\b/, longest.account);
    expect(grown(alert?.properties['display_name']).length).toBeLessThanOrEqual(25);
    expect(grown(alert?.properties['email_subject']).length).toBeLessThanOrEqual(50);
    expect(grown(alert?.properties['email_subject'])).toContain(longest.account);
  });
});
