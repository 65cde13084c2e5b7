import { resolved } from '../iam/arn-of.js';
import { decide } from '../iam/authorization.js';
import { like } from '../iam/condition.js';
import { isMet } from '../iam/gateway-rights.js';
import { identityStatements, type PolicyStatement, statementsOf } from '../iam/policy-statements.js';
import { renderedText } from '../synthesized/rendered-text.js';
import { type Resource, type SynthesizedStack, strings } from '../synthesized/stack.js';
import type { AwsCall } from './aws-calls.js';

/** A role by its ARN, and the account that it is in. */
interface Caller {
  readonly role: string;
  readonly account: string;
}

/** Statements by which stacks let a role do something, each with the stack that it is in. */
export function rightsOf(role: string, stacks: readonly SynthesizedStack[]): { readonly statement: PolicyStatement; readonly stack: SynthesizedStack }[] {
  const name = role.slice(role.lastIndexOf('/') + 1);
  const resources = stacks.flatMap((stack) => stack.resources.filter(({ type }) => type.startsWith('AWS::IAM::')));
  const made = resources.filter((one) => one.type === 'AWS::IAM::Role' && one.properties['RoleName'] === name);
  const isOf = (resource: Resource) =>
    made.includes(resource) ||
    [...strings(resource.properties['Roles'])].some(([, text]) => text === name) ||
    made.some(({ id, stack }) => stack === resource.stack && JSON.stringify(resource.properties['Roles'] ?? '').includes(`"${id}"`));
  return resources.filter(isOf).flatMap((resource) => identityStatements(resource).map((statement) => ({ statement, stack: resource.stack })));
}

/**
 * Whether a statement allows a call. What it names by a reference is a resource of its own stack, which is that of the host. Under a condition that calls
 * are not known to meet it allows nothing.
 */
export function allowsCall(statement: PolicyStatement, call: AwsCall): boolean {
  const { effect, notActions, notResources } = statement;
  return effect === 'Allow' && !notActions && !notResources && isMet(statement) && isAbout(statement, call);
}

/** Whether a statement takes a call away, under whatever condition: what it leaves out instead of naming is not looked through. */
export function deniesCall(statement: PolicyStatement, call: AwsCall): boolean {
  return statement.effect === 'Deny' && (statement.inverted || isAbout(statement, call));
}

function isAbout({ actions, resources }: PolicyStatement, { action, on }: AwsCall): boolean {
  const fits = (pattern: string) => on === 'any' || pattern.includes('${') || like(pattern, on);
  return actions.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) && resources.some(fits);
}

/** Whether the trust policy of a role lets another take it. */
export function trusts(role: Resource, caller: Caller, place: { readonly partition: string; readonly region: string; readonly account: string }): boolean {
  const document = resolved(role.properties['AssumeRolePolicyDocument'], role.stack, place) as object;
  const call = { action: 'sts:AssumeRole', resource: '*', keys: {}, moreKeys: true, caller: { role: caller.role } };
  return decide(call, { identity: [], resource: { document, account: place.account, alone: true } }) === 'allow';
}

/** Whether the endpoint of a service lets a role's call through. */
export function passes(endpoint: Resource, call: AwsCall, { role, account }: Caller): boolean {
  const { region = '' } = endpoint.stack;
  const document = resolved(endpoint.properties['PolicyDocument'], endpoint.stack, { partition: role.split(':')[1] ?? 'aws', region, account });
  const everything = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const keys = { 'aws:PrincipalArn': role, 'aws:PrincipalAccount': account };
  const asked = { action: call.action, resource: call.on === 'any' ? '*' : call.on, keys, caller: { role } };
  return statementsOf(document).length > 0 && decide(asked, { identity: [everything], endpoint: document as object }) === 'allow';
}

/** The interface endpoint of a service in the stack of a network. */
export function endpointOf(stack: SynthesizedStack, service: string): Resource | undefined {
  return stack.resources.find(
    ({ type, properties }) => type === 'AWS::EC2::VPCEndpoint' && renderedText(properties['ServiceName'] ?? '').endsWith(`.${service}`),
  );
}
