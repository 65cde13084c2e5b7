import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/identity/no-static-keys.js';
import { resourceOf, terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter, topologyFindings } from '../../support/findings.js';

describe(rule.id, () => {
  it('accepts federation throughout', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each(['AWS::IAM::User', 'AWS::IAM::AccessKey', 'AWS::IAM::ServiceSpecificCredential', 'AWS::EC2::KeyPair'])('refuses %s', (type) => {
    const found = findingsAfter(rule, 'aws-identity', (document) => void (document.Resources.Added = { Type: type, Properties: {} }));
    expect(found).toMatchObject([{ resource: 'Added', path: 'accounts.aws.prod', severity: 'fatal' }]);
  });

  it.each(['createAccessKey', 'CreateServiceSpecificCredential'])('refuses a custom resource that calls %s', (action) => {
    const found = findingsAfter(rule, 'aws-identity', (document) => {
      document.Resources.Added = { Type: 'Custom::AWS', Properties: { Create: { 'Fn::Join': ['', ['{"service":"IAM","action":"', action, '"}']] } } };
    });
    expect(found).toMatchObject([{ resource: 'Added', message: expect.stringContaining(action) }]);
  });

  it('refuses an SSH key on nodes', () => {
    const found = findingsAfter(
      rule,
      'aws-fleet-eu-fleet',
      (document) => void (resourceOf(document, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.KeyName = 'ops'),
    );
    expect(found).toMatchObject([{ path: 'hosts.eu-fleet.nodes', message: expect.stringContaining('KeyName ops') }]);
  });

  it.each([
    ['google-foundation-search', 'google_service_account_key'],
    ['google-foundation-search', 'google_storage_hmac_key'],
    ['google-foundation-search', 'google_apikeys_key'],
    ['azure-foundry-dev-foundry', 'azuread_application_password'],
    ['azure-foundry-dev-foundry', 'azurerm_eventhub_authorization_rule'],
    ['azure-foundry-dev-foundry', 'databricks_token'],
    ['azure-foundry-dev-foundry', 'cloudflare_api_token'],
  ])('refuses in %s a %s', (stack, type) => {
    const found = findingsAfter(rule, stack, (document) => void (document.resource[type] = { added: {} }));
    expect(found).toMatchObject([{ resource: `${type}.added` }]);
  });

  it.each([
    ['azurerm_cognitive_account', 'local_auth_enabled'],
    ['azurerm_log_analytics_workspace', 'local_authentication_enabled'],
  ])('wants keys of %s off, whose default is on', (type, field) => {
    for (const value of [true, undefined]) {
      const found = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => void (terraformResourceOf(document, type)[field] = value));
      expect(found).toMatchObject([{ path: 'hosts.dev-foundry', message: expect.stringContaining(`${field} ${value ?? 'unset'}`) }]);
    }
  });

  it.each([
    [{ shared_access_key_enabled: false }, 0],
    [{ shared_access_key_enabled: true }, 1],
    [{}, 1],
  ])('judges a storage account with %o', (settings, count) => {
    const found = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => void (document.resource.azurerm_storage_account = { added: settings }));
    expect(found).toHaveLength(count);
  });

  it.each([
    ['azure-foundry-dev-foundry', 'azurerm', 'client_secret'],
    ['google-foundation-search', 'google', 'credentials'],
  ])('refuses a provider in %s that signs in by key', (stack, provider, argument) => {
    const found = findingsAfter(rule, stack, (document) => void (document.provider[provider][0][argument] = '${var.key}'));
    expect(found).toMatchObject([{ message: expect.stringContaining(argument) }]);
  });
});

describe('a key of a provider that takes no token of AWS', () => {
  const file = 'examples/any-zone.yaml';
  const found = (from: string, to: string) => topologyFindings(rule, [[from, to]], file).map(({ path, severity, message }) => ({ path, severity, message }));

  it('is accepted with an approval, and an end no later than that', () => {
    expect(topologyFindings(rule, [], file)).toEqual([]);
    expect(found('expires: 2027-03-31', 'expires: 2027-09-30')).toEqual([]);
  });

  it.each([
    [
      'without an approval',
      '    kind: static-key\n    subject: hosts.ibm',
      '    kind: abuse-monitoring\n    subject: hosts.ibm',
      'hosts.ibm.apiKey',
      'Needed: an approval of kind static-key',
    ],
    ['that has ended', 'expires: 2027-03-31', 'expires: 2026-11-23', 'hosts.ibm.apiKey.expires', 'The key of ibm ended on 2026-11-23.'],
    ['that ends after its approval', 'expires: 2027-03-31', 'expires: 2027-10-01', 'hosts.ibm.apiKey.expires', 'after approval ibm-key does'],
  ])('is refused %s', (_, from, to, path, says) => {
    expect(found(from, to)).toEqual([{ path, severity: 'fatal', message: expect.stringContaining(says) }]);
  });

  it('is where the gateway that reads it is', () => {
    expect(() => topologyFindings(rule, [['us-east-2:333344445555:secret:afar/ibm', 'eu-west-1:333344445555:secret:afar/ibm']], file)).toThrow(
      'hosts.ibm.apiKey.secret: received one of region eu-west-1. Allowed: us-east-2, that of the gateway of drafts.',
    );
  });
});
