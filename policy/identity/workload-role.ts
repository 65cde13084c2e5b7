import { gatewayRole } from '../../derived/gateway-role.js';
import { identityStatements, type PolicyStatement } from '../../evidence/iam/policy-statements.js';
import { workloadOfIdentity } from '../../evidence/iam/workload-of-identity.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { blocks, type Resource, type SynthesizedStack, strings } from '../../evidence/synthesized/stack.js';
import { bedrockReach, modelArn } from '../../hosts/bedrock/reach.js';
import { isHost } from '../../hosts/schemas.js';
import { answersOnGoogle } from '../../hosts/traits.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity, hostsNamedBy, sortedEntries } from '../../topology/views.js';
import type { Rule, Violation } from '../rule.js';

export const rule: Rule = {
  id: 'identity/workload-role',
  severity: 'error',
  title: 'A workload’s gateway role reaches the hosts of its own route and its guard only, by its own profiles, and may do nothing in another cloud but ask.',
  why: 'The role is what keeps workloads apart once their prompts are in one gateway. A role that reaches another host takes its data where its zone forbids; one that uses another’s profile spends on another’s cost centre.',
  fix: 'Grant access in the stack of the host, to the roles of workloads that name it; on Google by the gateway’s own role, on Azure by Cognitive Services User on the account.',
  source: 'docs/adr/0002-bedrock-access-lives-with-the-profile.md',

  *topology({ topology }) {
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      const named = hostsNamedBy(workload);
      for (const [host, { account }] of callable(topology)) {
        const own = named.find((candidate) => callable(topology).some(([other, entry]) => other === candidate.host && entry.account === account));
        if (own === undefined || named.some((candidate) => candidate.host === host)) continue;
        yield {
          path: pathOf('workloads', id, own.field),
          message: `The service account of ${id} can call ${host} too: Vertex AI grants by project, and both ${own.host} and ${host} are in ${account}.`,
          fix: 'Give hosts of different workloads projects of their own.',
        };
      }
    }
  },

  *resource(resource, { topology }) {
    const statements = identityStatements(resource).filter(({ effect }) => effect === 'Allow');
    if (statements.length === 0) return;
    const names = [...strings(resource.properties['Roles'])].map(([, name]) => name);
    for (const [id, workload] of sortedEntries(topology.workloads)) {
      if (!names.includes(gatewayRole(topology, id))) continue;
      const [host] = hostOfResource(topology, resource) ?? [];
      if (host === undefined) continue;
      if (!hostsNamedBy(workload).some((named) => named.host === host)) {
        yield {
          path: pathOf('workloads', id, 'route'),
          resource,
          message: `${resource.id} gives the role of ${id} rights on ${host}, which neither its route nor its guard names.`,
        };
        continue;
      }
      for (const statement of statements) {
        for (const problem of beyond(topology, host, id, statement, resource)) {
          yield { path: pathOf('workloads', id, 'route'), resource, message: `${statement.sid || 'A statement'} of ${resource.id} lets ${id} ${problem}.` };
        }
      }
    }
  },

  *stack(stack, { topology }) {
    yield* workloadGrants(stack, topology);
  },
};

/** Hosts on Vertex AI. A grant on one endpoint needs a resource of the beta provider, so a role counts for all in a project. */
function callable(topology: Topology) {
  return sortedEntries(topology.hosts).filter(([, host]) => answersOnGoogle(topology, host, 'vertex'));
}

/** What a statement for one workload allows on Bedrock beyond its own profile of the host. */
function* beyond(topology: Topology, id: string, workload: string, statement: PolicyStatement, { stack }: Resource): Iterable<string> {
  const host = entity(topology.hosts, id);
  if (!isHost(host, 'bedrock') || !statement.actions.some((action) => action.startsWith('bedrock:Invoke'))) return;
  const { partition } = entity(topology.accounts.aws, host.account);
  const reach = bedrockReach(topology, host);
  const models = new Set(reach.destinations.map((region) => modelArn(partition, region, reach.modelId)));
  const profiles = new Set(
    stack.resources
      .filter(({ type, properties }) => type === 'AWS::Bedrock::ApplicationInferenceProfile' && tag(properties['Tags']) === workload)
      .map((profile) => `\${${profile.id}.InferenceProfileArn}`),
  );
  const conditioned = statement.conditions.filter(({ operator, key }) => operator === 'StringEquals' && key === 'bedrock:InferenceProfileArn');
  for (const arn of statement.resources) {
    if (profiles.has(arn)) continue;
    if (!models.has(arn)) yield `invoke ${arn}, which is neither its profile of ${id} nor a model behind it`;
    else if (conditioned.length === 0) yield `invoke ${arn} without a profile`;
  }
  const foreign = conditioned.flatMap(({ values }) => values).filter((arn) => !profiles.has(arn));
  if (foreign.length > 0) yield `invoke models through ${foreign.join(', ')}, which is not its own`;
  if (!statement.conditions.some(({ operator, key }) => operator === 'StringEquals' && key === 'aws:SourceVpc')) yield 'call from outside its network';
}

function tag(tags: unknown): unknown {
  return blocks(tags).find(({ Key }) => Key === 'workload')?.['Value'];
}

/** Permissions by which a question is asked, searched for, screened or checked. None reads, changes or deletes a model. */
const asking = [
  'aiplatform.endpoints.predict',
  'discoveryengine.groundingConfigs.check',
  'discoveryengine.servingConfigs.search',
  'modelarmor.templates.useToSanitizeModelResponse',
  'modelarmor.templates.useToSanitizeUserPrompt',
];

/** The role that Microsoft documents for inference with models that are not OpenAI's. */
const inference = 'Cognitive Services User';

/** What the identity of a workload may do in Google Cloud or Azure beyond asking. */
function* workloadGrants({ cloud, resources }: SynthesizedStack, topology: Topology): Iterable<Violation> {
  if (cloud === 'google') yield* googleGrants(resources, topology);
  if (cloud === 'azure') yield* azureGrants(resources, topology);
}

function* googleGrants(resources: readonly Resource[], topology: Topology): Iterable<Violation> {
  const accounts = resources.filter((one) => one.type === 'google_service_account' && workloadOfIdentity(topology, one) !== undefined);
  for (const grant of resources.filter(({ type }) => /_iam_(member|binding)$/.test(type))) {
    const account = accounts.find(({ id }) =>
      [...strings([grant.properties['member'], grant.properties['members']])].some(([, text]) => text.includes(`\${${id}.`)),
    );
    if (account === undefined) continue;
    const role = String(grant.properties['role']);
    const custom = resources.find(({ type, id }) => type === 'google_project_iam_custom_role' && role.includes(`\${${id}.`));
    const beyond = [...strings(custom?.properties['permissions'])].map(([, permission]) => permission).filter((permission) => !asking.includes(permission));
    const found = custom === undefined || grant.type !== 'google_project_iam_member' ? role : beyond.join(', ');
    if (found !== '') yield { path: account.origin, resource: grant, message: `${grant.id} gives ${account.id} ${found}. Allowed: ${asking.join(', ')}.` };
  }
}

function* azureGrants(resources: readonly Resource[], topology: Topology): Iterable<Violation> {
  const identities = resources.filter((one) => one.type === 'azurerm_user_assigned_identity' && workloadOfIdentity(topology, one) !== undefined);
  const foundry = resources.filter(({ type }) => type === 'azurerm_cognitive_account').map(({ id }) => `\${${id}.id}`);
  for (const grant of resources.filter(({ type }) => type === 'azurerm_role_assignment')) {
    const { principal_id: principal, role_definition_name: role, role_definition_id: roleId, scope } = grant.properties;
    const identity = identities.find(({ id }) => principal === `\${${id}.principal_id}`);
    if (identity === undefined || (role === inference && foundry.includes(String(scope)))) continue;
    yield {
      path: identity.origin,
      resource: grant,
      message: `${grant.id} gives ${identity.id} ${String(role ?? roleId)} on ${String(scope)}. Allowed: ${inference} on the account of the host.`,
    };
  }
}
