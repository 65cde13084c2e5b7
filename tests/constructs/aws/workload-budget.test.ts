import { describe, expect, it } from 'vitest';
import { type Json, propertiesOf } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the budget of a workload', () => {
  it('is of what its tag marks, and warns at half, at most of it, and when all is forecast', () => {
    const { Budget, NotificationsWithSubscribers: notices } = propertiesOf(written('prod-aws-finance'), 'euproductionBudget');
    expect(Budget).toMatchObject({
      BudgetLimit: { Amount: 340000, Unit: 'USD' },
      TimeUnit: 'MONTHLY',
      FilterExpression: { Tags: { Key: 'workload', Values: ['eu-production'] } },
    });
    expect(notices.map(({ Notification: { NotificationType, Threshold } }: Json) => `${NotificationType} ${Threshold}`)).toEqual([
      'ACTUAL 50',
      'ACTUAL 80',
      'ACTUAL 100',
      'FORECASTED 100',
    ]);
    for (const { Subscribers } of notices) expect(Subscribers).toEqual([{ Address: 'finops@acme.example', SubscriptionType: 'EMAIL' }]);
  });
});
