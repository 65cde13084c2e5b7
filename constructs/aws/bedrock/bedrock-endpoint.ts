import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What callers may reach on Bedrock through one endpoint. */
export interface BedrockAccess {
  /** ARNs of the roles that may call, or one pattern of them. */
  readonly callers: readonly string[];
  /** Pattern of what they invoke, application profiles or imported models; ids are created at deployment, so none can be named. */
  readonly invoked: string;
  /** ARNs of foundation models, reached through those profiles only. */
  readonly behind: readonly string[];
  /** Guardrails that calls name, as a pattern, and one that is enforced on them. */
  readonly guardrails: readonly string[];
}

const invoke = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

/** Policy of the bedrock-runtime endpoint. An endpoint that nobody may use still gets one: without, it allows everything. */
export function bedrockEndpointStatements(all: readonly BedrockAccess[]): PolicyStatement[] {
  const statements = all.filter(({ callers }) => callers.length > 0).flatMap(accessStatements);
  if (statements.length > 0) return statements;
  return [new PolicyStatement({ effect: Effect.DENY, principals: [new AnyPrincipal()], actions: ['bedrock:ApplyGuardrail', ...invoke], resources: ['*'] })];
}

function accessStatements(access: BedrockAccess): PolicyStatement[] {
  // Roles as a condition: a role named as principal must exist when the endpoint is made, and is lost when it is made anew.
  const caller = { [access.callers.some((arn) => arn.endsWith('*')) ? 'ArnLike' : 'ArnEquals']: { 'aws:PrincipalArn': [...access.callers] } };
  const allow = (actions: string[], resources: readonly string[], conditions: Record<string, unknown> = caller) =>
    new PolicyStatement({ principals: [new AnyPrincipal()], actions, resources: [...resources], conditions });
  const guardrail = allow(['bedrock:ApplyGuardrail'], access.guardrails);
  if (access.behind.length === 0) return [allow(invoke, [access.invoked]), guardrail];
  return [
    allow(invoke, [access.invoked]),
    allow(invoke, access.behind, { ...caller, ArnLike: { ...('ArnLike' in caller && caller.ArnLike), 'bedrock:InferenceProfileArn': access.invoked } }),
    guardrail,
  ];
}
