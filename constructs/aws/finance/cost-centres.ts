import { CfnCostCategory } from 'aws-cdk-lib/aws-ce';
import { Construct } from 'constructs';

export interface CostCentresProps {
  /** Name, unique in the organisation. */
  readonly name: string;
  /** Values of the tag `workload` by cost centre. */
  readonly workloads: Readonly<Record<string, readonly string[]>>;
  /** Value of what carries none of them. */
  readonly otherwise: string;
}

/**
 * Cost category that groups the bill by cost centre, out of the tag `workload`: a workload that moves takes its past of the month with it, which the tag
 * `cost-center` does not.
 */
export class CostCentres extends Construct {
  readonly category: CfnCostCategory;

  constructor(scope: Construct, id: string, { name, workloads, otherwise }: CostCentresProps) {
    super(scope, id);
    const rules = Object.entries(workloads).map(([centre, values]) => ({
      Type: 'REGULAR',
      Value: centre,
      Rule: { Tags: { Key: 'workload', Values: values, MatchOptions: ['EQUALS'] } },
    }));
    this.category = new CfnCostCategory(this, 'Category', {
      name,
      ruleVersion: 'CostCategoryExpression.v1',
      rules: JSON.stringify(rules),
      defaultValue: otherwise,
    });
  }
}
