import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/data-use/invocation-logging-content.js';
import { resourceOf, terraformResourceOf } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';
import { topologyWith } from '../../support/topologies.js';

const path = 'accounts.aws.prod.bedrock.invocationLogging';

describe(rule.id, () => {
  it('accepts logging that is off, and logging of metadata', () => {
    expect(findings(rule)).toEqual([]);
    expect(findings(rule, [['invocationLogging: off', 'invocationLogging: metadata']])).toEqual([]);
  });

  it('refuses content at its line, once', () => {
    const { text } = topologyWith().source;
    const line = text.slice(0, text.indexOf('invocationLogging: off')).split('\n').length;
    expect(findings(rule, [['invocationLogging: off', 'invocationLogging: content']])).toMatchObject([
      { path, line, severity: 'fatal', message: expect.stringContaining('Allowed: off, metadata') },
    ]);
  });

  it.each([
    ['text as JSON', { Logging: logging({ textDataDeliveryEnabled: true }) }, 'textDataDeliveryEnabled'],
    ['images as a string', { Logging: logging({ imageDataDeliveryEnabled: 'true' }) }, 'imageDataDeliveryEnabled'],
    [
      'audio inside a join',
      {
        Logging: { 'Fn::Join': ['', ['{"cloudWatchConfig":{"logGroupName":"', { Ref: 'Log' }, `"},${logging({ audioDataDeliveryEnabled: true }).slice(1)}`]] },
      },
      'audioDataDeliveryEnabled',
    ],
    [
      'a flag that depends on the deployment',
      { Logging: { 'Fn::Join': ['', [logging({}).slice(0, -1), ',"textDataDeliveryEnabled":', { Ref: 'Flag' }, '}']] } },
      'textDataDeliveryEnabled',
    ],
    ['a flag left to its default', { Logging: '{"cloudWatchConfig":{"logGroupName":"x"}}' }, 'videoDataDeliveryEnabled'],
  ])('notices %s in the emitted settings', (_, properties, flag) => {
    const found = findingsAfter(rule, 'aws-account-us-east-2', (document) => Object.assign(resourceOf(document, 'Custom::BedrockAccountSettings'), properties));
    expect(found).toMatchObject([{ path, resource: 'BedrockSettings90996D46', message: expect.stringContaining(flag) }]);
  });

  it('accepts emitted settings that deliver metadata only', () => {
    const found = findingsAfter(rule, 'aws-account-us-east-2', (document) => {
      resourceOf(document, 'Custom::BedrockAccountSettings').Logging = logging({});
    });
    expect(found).toEqual([]);
  });

  it('notices an SDK call in any stack', () => {
    const call = {
      service: 'Bedrock',
      action: 'PutModelInvocationLoggingConfiguration',
      parameters: { loggingConfig: JSON.parse(logging({ textDataDeliveryEnabled: true })) },
    };
    const found = findingsAfter(rule, 'aws-network-eu', (document) => {
      document.Resources.Sneaky = { Type: 'Custom::AWS', Properties: { Create: JSON.stringify(call) } };
    });
    expect(found).toMatchObject([{ resource: 'Sneaky', path }]);
  });

  it.each([
    [{ category: 'RequestResponse' }, 'category RequestResponse'],
    [{ category: 'Trace' }, 'category Trace'],
    [{ category_group: 'allLogs' }, 'category group allLogs'],
  ])('notices an Azure diagnostic setting with %o', (log, named) => {
    const found = findingsAfter(rule, 'azure-foundry-dev-foundry', (document) => {
      terraformResourceOf(document, 'azurerm_monitor_diagnostic_setting').enabled_log = [log];
    });
    expect(found).toMatchObject([{ path: 'hosts.dev-foundry', message: expect.stringContaining(named) }]);
  });
});

/** A logging configuration that keeps metadata only, with changes. */
function logging(changes: Record<string, unknown>): string {
  const flags = ['text', 'image', 'embedding', 'video', 'audio'].map((kind) => [`${kind}DataDeliveryEnabled`, false]);
  return JSON.stringify({ ...Object.fromEntries(flags), ...changes });
}
