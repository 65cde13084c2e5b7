import { describe, expect, it } from 'vitest';
import { foundryHost, referenceContext, resources, synthesize } from '../../support/azure-stacks.js';
import { evidenceOf } from '../../support/synthesized.js';
import { topologyWith } from '../../support/topologies.js';

const name = 'acme-dev-azure-finance';

/** The budget of a value of the tag `workload`, if there is one. */
const budgetOf = (stack: Parameters<typeof resources>[0], workload: string) =>
  resources(stack, 'azurerm_consumption_budget_subscription').find(([, budget]) => budget.filter.tag[0].values.join() === workload)?.[1];

describe('AzureFinanceStack', () => {
  it('watches the cost that carries the tag of the workload', () => {
    const budget = budgetOf(synthesize(referenceContext())[name], 'development');
    expect(budget).toMatchObject({ amount: 12000, time_grain: 'Monthly', filter: { tag: [{ name: 'workload', values: ['development'] }] } });
    expect(budget.notification.map((entry: Record<string, unknown>) => [entry.threshold, entry.threshold_type, entry.contact_emails])).toEqual([
      [50, 'Actual', ['finops@acme.example']],
      [80, 'Actual', ['finops@acme.example']],
      [100, 'Actual', ['finops@acme.example']],
      [100, 'Forecasted', ['finops@acme.example']],
    ]);
  });

  it('watches what is shared by the amount that finance gives, a host of several workloads as well as the network', () => {
    expect(budgetOf(synthesize(referenceContext())[name], 'shared')).toMatchObject({ name: 'acme-shared', amount: 50 });
    const context = referenceContext();
    context.topology.workloads['global-assist']?.route.push('dev-foundry');
    context.topology.finance.sharedBudgets.azure = { dev: { usdPerMonth: 13000 } };
    const stack = synthesize(context)[name];
    expect(budgetOf(stack, 'shared')).toMatchObject({ amount: 13000 });
    // No single workload's tag is on the host any more.
    expect(budgetOf(stack, 'development')).toBeUndefined();
  });

  it('starts in the month of the contract unless told otherwise, and never moves', () => {
    const stack = synthesize(referenceContext())[name];
    const startOf = (one: typeof stack) => budgetOf(one, 'development').time_period.start_date;
    expect(budgetOf(stack, 'development')).toMatchObject({
      time_period: { start_date: '2026-01-01T00:00:00Z' },
      lifecycle: { ignore_changes: ['time_period'] },
    });
    const context = referenceContext();
    Object.assign(context.topology.contracts['azure-main']?.term ?? {}, { start: '2025-07-15' });
    expect(startOf(synthesize(context)[name])).toBe('2025-07-01T00:00:00Z');
    Object.assign(context.topology.accounts.azure.dev ?? {}, { budgetStart: '2026-12' });
    expect(startOf(synthesize(context)[name])).toBe('2026-12-01T00:00:00Z');
  });

  it('starts in a fixed month without a contract', () => {
    const context = referenceContext();
    delete foundryHost(context.topology).contract;
    expect(budgetOf(synthesize(context)[name], 'development').time_period.start_date).toBe('2026-01-01T00:00:00Z');
  });

  it('makes no budget for a workload that has none', () => {
    const context = referenceContext();
    delete context.topology.workloads.development?.budget;
    expect(budgetOf(synthesize(context)[name], 'development')).toBeUndefined();
  });

  it('exports the bill where finance says where to, and needs no second provider otherwise', () => {
    const context = referenceContext();
    expect(resources(synthesize(context)[name], 'azapi_resource').map(([, made]) => made.name)).toEqual(['acme-dev-focus']);
    context.topology.finance.exports = { stores: {}, azure: {} };
    const { provider, terraform, ...without } = synthesize(context)[name];
    expect(resources(without, 'azapi_resource')).toEqual([]);
    expect([Object.keys(provider), Object.keys(terraform.required_providers)]).toEqual([['azurerm'], ['azurerm']]);
    expect(provider.azurerm[0].resource_providers_to_register).not.toContain('Microsoft.CostManagementExports');
  });

  it('exports each subscription once, into folders of their own of one container, however many hosts it has', () => {
    const { terraform = [] } = evidenceOf(topologyWith([], 'examples/all-hosts.yaml'));
    const exports = terraform.flatMap((stack) => stack.resources.filter(({ type }) => type === 'azapi_resource'));
    expect(exports.map(({ stack, origin, properties }) => [stack.name, origin, properties['name'], properties['parent_id']])).toEqual([
      ['group-dev-azure-finance', 'finance.exports.azure.dev', 'group-dev-focus', '/subscriptions/00000000-0000-0000-0000-000000000000'],
      ['group-gpu-azure-finance', 'finance.exports.azure.gpu', 'group-gpu-focus', '/subscriptions/00000000-0000-4000-8000-00000000000a'],
    ]);
  });

  it('alerts on unusual cost', () => {
    expect(resources(synthesize(referenceContext())[name], 'azurerm_cost_anomaly_alert')[0]?.[1].email_addresses).toEqual(['finops@acme.example']);
  });
});
