import { describe, expect, it } from 'vitest';
import { foundryHost, only, referenceContext, resources, synthesize } from '../../support/azure-stacks.js';

const name = 'acme-dev-azure-finance';

describe('AzureFinanceStack', () => {
  it('watches the cost that carries the tag of the workload', () => {
    const budget = only(synthesize(referenceContext())[name], 'azurerm_consumption_budget_subscription');
    expect(budget).toMatchObject({ amount: 12000, time_grain: 'Monthly', filter: { tag: [{ name: 'workload', values: ['development'] }] } });
    expect(budget.notification.map((entry: Record<string, unknown>) => [entry.threshold, entry.threshold_type, entry.contact_emails])).toEqual([
      [50, 'Actual', ['finops@acme.example']],
      [80, 'Actual', ['finops@acme.example']],
      [100, 'Actual', ['finops@acme.example']],
      [100, 'Forecasted', ['finops@acme.example']],
    ]);
  });

  it('sums the budgets of workloads that share a host', () => {
    const context = referenceContext();
    context.topology.workloads['global-assist']?.route.push('dev-foundry');
    expect(only(synthesize(context)[name], 'azurerm_consumption_budget_subscription')).toMatchObject({
      amount: 12000 + 190000,
      filter: { tag: [{ name: 'workload', values: ['shared'] }] },
    });
  });

  it('starts in the month of the contract unless told otherwise, and never moves', () => {
    const stack = synthesize(referenceContext())[name];
    const startOf = (one: typeof stack) => only(one, 'azurerm_consumption_budget_subscription').time_period.start_date;
    expect(only(stack, 'azurerm_consumption_budget_subscription')).toMatchObject({
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
    expect(only(synthesize(context)[name], 'azurerm_consumption_budget_subscription').time_period.start_date).toBe('2026-01-01T00:00:00Z');
  });

  it('makes no budget for a workload that has none', () => {
    const context = referenceContext();
    delete context.topology.workloads.development?.budget;
    expect(resources(synthesize(context)[name], 'azurerm_consumption_budget_subscription')).toEqual([]);
  });

  it('alerts on unusual cost', () => {
    expect(only(synthesize(referenceContext())[name], 'azurerm_cost_anomaly_alert').email_addresses).toEqual(['finops@acme.example']);
  });
});
