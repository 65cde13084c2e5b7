import { describe, expect, it } from 'vitest';
import { rule } from '../../../policy/delivery/armed.js';
import { type Json, terraformResourceOf, type Written } from '../../support/documents.js';
import { findings, findingsAfter } from '../../support/findings.js';

const foundry = 'azure-foundry-dev-foundry';

/** The alert whose name ends so. */
function alert({ resource }: Written, end: string): Json {
  const all = [...Object.values<Json>(resource.azurerm_monitor_metric_alert), ...Object.values<Json>(resource.azurerm_monitor_activity_log_alert)];
  return all.find(({ name }) => name.endsWith(end)) as Json;
}
const criterion = (document: Written, end: string) => alert(document, end).criteria[0];

describe('delivery/armed on Azure', () => {
  it('accepts what is synthesized', () => {
    expect(findings(rule)).toEqual([]);
  });

  it.each<[string, (document: Written) => void, string]>([
    ['a threshold that nothing reaches', (d) => (criterion(d, '-throttled').threshold = 1e12), 'has 1000000000000 for threshold. Allowed: 10.'],
    ['a slower first answer than allowed', (d) => (criterion(d, '-slow').threshold = 10_001), 'has 10001 for threshold. Allowed: 10000.'],
    ['more than the capacity', (d) => (criterion(d, '-near-capacity').threshold = 4_000_001), 'has 4000001 for threshold. Allowed: 3200000.'],
    ['the other comparison', (d) => (criterion(d, '-failing').operator = 'GreaterThan'), 'has GreaterThan for operator. Allowed: LessThan.'],
    ['another aggregation', (d) => (criterion(d, '-failing').aggregation = 'Maximum'), 'has Maximum for aggregation. Allowed: Average.'],
    ['a window of a day', (d) => (alert(d, '-throttled').window_size = 'P1D'), 'has P1D for window_size. Allowed: PT5M.'],
    ['a look once an hour', (d) => (alert(d, '-throttled').frequency = 'PT1H'), 'has PT1H for frequency. Allowed: PT1M.'],
    ['another metric', (d) => (criterion(d, '-slow').metric_name = 'NothingAtAll'), 'watches Microsoft.CognitiveServices/accounts NothingAtAll.'],
    ['refusals of another kind', (d) => (criterion(d, '-throttled').dimension[1].values = ['418']), 'counts ModelDeploymentName Include'],
    ['another deployment', (d) => (criterion(d, '-failing').dimension[0].values = ['other']), 'counts ModelDeploymentName Include other.'],
    ['every deployment but one', (d) => (criterion(d, '-failing').dimension[0].operator = 'Exclude'), 'counts ModelDeploymentName Exclude'],
    ['a second condition', (d) => alert(d, '-failing').criteria.push(criterion(d, '-throttled')), 'has several criteria'],
    ['no condition', (d) => (alert(d, '-failing').criteria = []), 'watches nothing.'],
    ['another resource', (d) => (alert(d, '-failing').scopes = ['/subscriptions/x']), 'watches /subscriptions/x. Allowed: ${azurerm_cognitive_account.'],
    ['a stranger', (d) => (terraformResourceOf(d, 'azurerm_monitor_action_group').email_receiver[0].email_address = 's@e.org'), 'tells s@e.org.'],
    ['another operation', (d) => (alert(d, '-keys-listed').criteria.operation_name = 'Microsoft.X/y/read'), 'waits for {category: Administrative'],
    ['operations that failed', (d) => (alert(d, '-keys-listed').criteria.status = 'Failed'), 'status: Failed'],
    ['health of somebody else', (d) => (alert(d, '-unhealthy').scopes = ['/subscriptions/x']), 'watches /subscriptions/x.'],
    ['incidents of another subscription', (d) => (alert(d, '-incident').scopes = ['/subscriptions/x']), 'watches /subscriptions/x. Allowed: /subscriptions/0'],
    ['one kind of trouble', (d) => (alert(d, '-unhealthy').criteria.resource_health.current = ['Unavailable']), 'current: [Unavailable]'],
  ])('refuses an alert on %s', (_, change, message) => {
    const found = findingsAfter(rule, foundry, change).map((finding) => finding.message);
    expect(found.join('\n')).toContain(message);
  });
});
