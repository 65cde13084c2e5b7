import { blocks, dig, type Resource, record, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { listed, shortText } from '../../reports/inventory/text.js';

/** Who may do what: whom roles trust, what policies allow, which bindings there are. */
export function grantLines(stack: SynthesizedStack): string[] {
  return stack.resources.flatMap((resource) => {
    if (/iam_member$|role_assignment$/.test(resource.type)) return [binding(resource)];
    if (resource.type === 'azurerm_role_definition') return [resource.id, ...roleLines(resource)];
    if (!resource.type.startsWith('AWS::IAM::')) return [];
    const { PolicyDocument, AssumeRolePolicyDocument, Policies, PermissionsBoundary, Path } = resource.properties;
    const within =
      resource.type === 'AWS::IAM::Role' && PermissionsBoundary !== undefined ? [`  within ${shortText(PermissionsBoundary)}, path ${shortText(Path)}`] : [];
    const trusted = statementsOf(AssumeRolePolicyDocument).map((one) => `  trusts ${shortText(one['Principal'])}${condition(one)}`);
    const inline = blocks(Policies).map((policy) => policy['PolicyDocument']);
    const lines = [...within, ...trusted, ...[PolicyDocument, ...inline].flatMap(statementsOf).map(line)];
    return lines.length === 0 ? [] : [resource.id, ...lines];
  });
}

/** Organization policies: whom they hold, and each thing they refuse. */
export function boundaryLines(stack: SynthesizedStack): string[] {
  return stack.resources
    .filter(({ type }) => type === 'AWS::Organizations::Policy')
    .flatMap(({ properties: { Name, Type, TargetIds, Content } }) => {
      const statements = statementsOf(Content);
      const content = statements.length === 0 ? [`  ${shortText(Content)}`] : statements.map(line);
      return [`${shortText(Name)}: ${shortText(Type)} on ${listed(TargetIds)}`, ...content];
    });
}

/** Fields in which resources themselves say who may use them. */
const resourcePolicies: Readonly<Record<string, string>> = {
  'AWS::EC2::VPCEndpoint': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
};

/** Who may use keys, buckets, topics, queues and endpoints, as they say themselves. */
export function resourcePolicyLines(stack: SynthesizedStack): string[] {
  return stack.resources.flatMap((resource) => {
    const field = resourcePolicies[resource.type];
    const lines = field === undefined ? [] : statementsOf(resource.properties[field]).map(line);
    return lines.length === 0 ? [] : [resource.id, ...lines];
  });
}

function statementsOf(document: unknown): Record<string, unknown>[] {
  return blocks(dig(record(document), 'Statement'));
}

function line(one: Readonly<Record<string, unknown>>): string {
  const sid = one['Sid'] === undefined ? '' : ` ${shortText(one['Sid'])}:`;
  const but = (part: string) => (one[part] === undefined ? `everything but ${listed(one[`Not${part}`])}` : listed(one[part]));
  const who = one['Principal'] === undefined ? '' : ` to ${shortText(one['Principal'])}`;
  return `  ${shortText(one['Effect'])}${sid} ${but('Action')} on ${but('Resource')}${who}${condition(one)}`;
}

function condition(one: Readonly<Record<string, unknown>>): string {
  return one['Condition'] === undefined ? '' : ` if ${shortText(one['Condition'])}`;
}

/** What a role of Azure allows and takes away again, on the control plane and on data. */
function roleLines({ properties }: Resource): string[] {
  return blocks(properties['permissions']).flatMap((one) => Object.entries(one).map(([key, actions]) => `  ${key} ${listed(actions)}`));
}

function binding({ type, properties }: Resource): string {
  return `${type}: ${shortText(properties['member'] ?? properties['principal_id'])} as ${shortText(properties['role'] ?? properties['role_definition_name'] ?? properties['role_definition_id'])}`;
}
