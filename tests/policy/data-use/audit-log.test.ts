import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/audit-log.js';
import { type Json, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import type { Edit } from '../../support/topologies.js';

const owned = '      billingAccount: 000000-000000-000000\n      owns: true\n';
const elsewhere: Edit = [owned, owned.replace('true', 'false')];
const google = (change: (document: Written) => void) =>
  findingsAfter(rule, 'google-foundation-search', change).map(({ path, message }) => `${path}: ${message}`);
const azure = (change: (document: Written) => void) =>
  findingsAfter(rule, 'azure-foundry-dev-foundry', change).map(({ path, message }) => `${path}: ${message}`);

describe('data-use/audit-log', () => {
  it('accepts what is recorded in full, and a project that another topology owns', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [elsewhere])).toEqual([]);
    expect(findings(rule, [], 'examples/us-maas.yaml')).toEqual([]);
  });

  const config = (document: Written, service: string) =>
    Object.values<Json>(document.resource.google_project_iam_audit_config).find((candidate) => candidate.service === `${service}.googleapis.com`);
  it.each<[string, (document: Written) => void, string]>([
    [
      'a removed configuration',
      (document) => delete document.resource.google_project_iam_audit_config,
      'aiplatform.googleapis.com does not log ADMIN_READ, DATA_READ, DATA_WRITE',
    ],
    [
      'a removed log type',
      (document) => config(document, 'discoveryengine').audit_log_config.splice(1, 1),
      'discoveryengine.googleapis.com does not log DATA_READ',
    ],
    [
      'an exempted member',
      (document) => (config(document, 'aiplatform').audit_log_config[1].exempted_members = ['user:quiet@acme.example']),
      'DATA_READ of aiplatform.googleapis.com leaves out user:quiet@acme.example',
    ],
    [
      'a member exempted for all services',
      (document) =>
        (document.resource.google_project_iam_audit_config.all = {
          project: 'acme-llama-grounded',
          service: 'allServices',
          audit_log_config: [{ log_type: 'DATA_WRITE', exempted_members: ['group:quiet@acme.example'] }],
        }),
      'DATA_WRITE of discoveryengine.googleapis.com leaves out group:quiet@acme.example',
    ],
    ['a removed sink', (document) => delete document.resource.google_logging_project_sink, 'no sink takes all data access entries'],
    ['a stopped sink', (document) => (terraformResourceOf(document, 'google_logging_project_sink').disabled = true), 'no sink takes all'],
    [
      'a sink that leaves entries out',
      (document) => (terraformResourceOf(document, 'google_logging_project_sink').exclusions = [{ name: 'quiet', filter: 'severity<ERROR' }]),
      'no sink takes all',
    ],
    ['a narrower sink', (document) => (terraformResourceOf(document, 'google_logging_project_sink').filter = 'severity>=ERROR'), 'no sink takes all'],
    [
      'a sink that leads elsewhere',
      (document) => (terraformResourceOf(document, 'google_logging_project_sink').destination = 'storage.googleapis.com/elsewhere'),
      'leads to no bucket of the topology',
    ],
    ['a short memory', (document) => (terraformResourceOf(document, 'google_logging_project_bucket_config').retention_days = 30), 'entries stay 30 days'],
    ['a copy in the global bucket', (document) => delete document.resource.google_logging_project_exclusion, 'also stay in _Default'],
  ])('notices %s on Google', (_, change, message) => {
    expect(google(change)).toContainEqual(expect.stringMatching(`^accounts.google.search: .*${message}`));
  });

  it.each<[string, (document: Written) => void, string]>([
    ['a removed setting', (document) => delete document.resource.azurerm_monitor_diagnostic_setting, 'Nothing records the category AuditEvent'],
    [
      'another category',
      (document) => {
        for (const setting of Object.values<Json>(document.resource.azurerm_monitor_diagnostic_setting)) setting.enabled_log = [{ category: 'Trace' }];
      },
      'Nothing records the category Audit of azurerm_cognitive_account',
    ],
    ['a short memory', (document) => (terraformResourceOf(document, 'azurerm_log_analytics_workspace').retention_in_days = 30), 'stay 30 days'],
  ])('notices %s on Azure', (_, change, message) => {
    expect(azure(change)).toContainEqual(expect.stringMatching(`^hosts.dev-foundry: .*${message}`));
  });
});
