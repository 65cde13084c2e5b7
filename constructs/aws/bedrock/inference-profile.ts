import { CfnApplicationInferenceProfile } from 'aws-cdk-lib/aws-bedrock';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { applyGuardrail, type GuardedCalls, guardedConditions, readGuardrails } from '../guardrails/guarded-calls.js';

export interface InferenceProfileProps {
  /** Name of the profile, unique in its account and region. */
  readonly name: string;
  /** Foundation model ARN (stays in its region) or system-defined profile ARN (spreads over its destinations). */
  readonly source: string;
  /** Foundation model ARNs in every region where the profile may process. */
  readonly models: readonly string[];
  /** Role that may call through this profile, by name: it lives in the identity stack. */
  readonly callerRoleName: string;
  /** What holds for its calls. */
  readonly calls: GuardedCalls;
}

/** The only way one workload reaches a Bedrock model: a profile that carries its tags, and the right to call just that. */
export class InferenceProfile extends Construct {
  readonly profileArn: string;

  constructor(scope: Construct, id: string, props: InferenceProfileProps) {
    super(scope, id);
    const profile = new CfnApplicationInferenceProfile(this, 'Profile', {
      inferenceProfileName: props.name,
      modelSource: { copyFrom: props.source },
    });
    this.profileArn = profile.attrInferenceProfileArn;

    const actions = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
    const guarded = guardedConditions(props.calls);
    new ManagedPolicy(this, 'Invoke', {
      description: `Invoke ${props.name} with its guardrail, through the private endpoint`,
      roles: [Role.fromRoleName(this, 'Caller', props.callerRoleName)],
      statements: [
        new PolicyStatement({ sid: 'Profile', actions, resources: [this.profileArn], conditions: { StringEquals: guarded } }),
        // The service also checks the model in every region where the profile may process.
        new PolicyStatement({
          sid: 'ModelsThroughProfile',
          actions,
          resources: [...props.models],
          conditions: { StringEquals: { ...guarded, 'bedrock:InferenceProfileArn': this.profileArn } },
        }),
        applyGuardrail(props.calls),
        ...readGuardrails(props.calls),
      ],
    });
  }
}
