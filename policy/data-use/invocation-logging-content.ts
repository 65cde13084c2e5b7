import { isCustomResource } from '../../clouds/aws.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, type Resource } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import { sortedEntries } from '../../topology/views.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/invocation-logging-content',
  severity: 'fatal',
  title: 'No cloud log of model calls receives prompts or answers.',
  why: 'With content delivery on, Bedrock copies every prompt and answer of the account into a log group or bucket, including those of workloads that never asked for it. Azure resource logs of single requests do the like. Such a copy has its own readers, retention and region, and outlives any promise of zero retention.',
  fix: 'Set invocationLogging to off or metadata. On Azure, enable the categories Audit and AuditEvent only.',
  source: 'Amazon Bedrock API reference, LoggingConfig; Azure Monitor, supported logs of Microsoft.CognitiveServices/accounts',

  *topology({ topology }) {
    for (const [alias, account] of sortedEntries(topology.accounts.aws)) {
      if (account.bedrock.invocationLogging !== 'content') continue;
      yield {
        path: pathOf('accounts', 'aws', alias, 'bedrock', 'invocationLogging'),
        message: `Invocation logging of ${alias} delivers content, so prompts and answers are kept. Allowed: off, metadata.`,
      };
    }
  },

  *resource(resource, { topology }) {
    const open = openDeliveries(resource);
    const alias = sortedEntries(topology.accounts.aws).find(([, account]) => account.id === resource.stack.account)?.[0];
    // The topology's own line has been named already.
    const declared = alias !== undefined && topology.accounts.aws[alias]?.bedrock.invocationLogging === 'content';
    if (open.length > 0 && !declared) {
      yield {
        path: alias === undefined ? resource.origin : pathOf('accounts', 'aws', alias, 'bedrock', 'invocationLogging'),
        resource,
        message: `${resource.id} configures invocation logging without switching off ${open.join(', ')}. Each must be false.`,
        fix: 'Remove the change to the synthesized logging configuration: content delivery stays off.',
      };
    }
    for (const category of contentCategories(resource)) {
      yield {
        path: resource.origin,
        resource,
        message: `Diagnostic setting ${resource.id} enables ${category}, which records single requests. Allowed: Audit, AuditEvent.`,
        fix: 'Name the category Audit (or AuditEvent for a key vault) instead.',
      };
    }
  },
};

const deliveries = ['text', 'image', 'embedding', 'video', 'audio'].map((kind) => `${kind}DataDeliveryEnabled`);

/** Kinds of content that a custom resource lets Bedrock deliver: all that are not literally false, since the API's own default is not to be relied on. */
function openDeliveries(resource: Resource): string[] {
  const isCall = isCustomResource(resource.type) || resource.type === 'AWS::Lambda::Function';
  if (!isCall) return [];
  const text = renderedText(resource.properties);
  if (!/cloudWatchConfig|s3Config|loggingConfig"|DataDeliveryEnabled/.test(text)) return [];
  return deliveries.filter((flag) => {
    // JSON inside JSON carries backslashes; CloudFormation turns booleans into strings.
    const values = [...text.matchAll(new RegExp(`${flag}\\\\*["']?\\s*:\\s*\\\\*["']?(\\w*)`, 'g'))].map((match) => match[1]);
    return values.length === 0 || values.some((value) => value !== 'false');
  });
}

const recording = ['RequestResponse', 'Trace', 'GatewayLlmLogs'];

function contentCategories(resource: Resource): string[] {
  if (resource.type !== 'azurerm_monitor_diagnostic_setting') return [];
  return [...blocks(resource.properties['enabled_log']), ...blocks(resource.properties['log'])].flatMap(({ category, category_group: group }) => [
    ...(typeof category === 'string' && recording.includes(category) ? [`category ${category}`] : []),
    ...(group !== undefined && group !== 'audit' ? [`category group ${renderedText(group)}`] : []),
  ]);
}
