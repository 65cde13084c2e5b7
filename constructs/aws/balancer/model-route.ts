import { CfnListenerRule } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { modelHeader } from '../../model-header.js';
import { modelPaths } from '../../model-paths.js';
import { ModelTargets } from './model-targets.js';

export interface ModelRouteProps {
  /** ARN of the load balancer's listener. */
  readonly listenerArn: string;
  /** Served model name, sent by the caller in the header `x-llama-model`. */
  readonly model: string;
  /** Place among the rules of the listener: the lowest number that matches decides. */
  readonly priority: number;
  /** Id of the VPC. */
  readonly vpcId: string;
  /** TCP port of the model servers. */
  readonly port: number;
  /** Path of the request that a healthy model server answers with 200. */
  readonly healthPath: string;
}

/** A second model behind a listener: its own targets, reached by a header at the same paths. Requests without it go where all went before. */
export class ModelRoute extends Construct {
  readonly targets: ModelTargets;
  readonly rule: CfnListenerRule;

  constructor(scope: Construct, id: string, props: ModelRouteProps) {
    super(scope, id);
    this.targets = new ModelTargets(this, 'Targets', props);
    this.rule = new CfnListenerRule(this, 'Rule', {
      listenerArn: props.listenerArn,
      priority: props.priority,
      conditions: [
        { field: 'http-header', httpHeaderConfig: { httpHeaderName: modelHeader, values: [props.model] } },
        { field: 'path-pattern', pathPatternConfig: { values: [...modelPaths] } },
      ],
      actions: [{ type: 'forward', targetGroupArn: this.targets.ref }],
    });
  }
}
