import { describe, expect, it } from 'vitest';
import { gatewayTaskRoleArn, gatewayTasks, gatewayZones } from '../../derived/gateway-tasks.js';
import { gatewayFiles } from '../../gateway/files.js';
import { InputError } from '../../topology/error.js';
import { inModule } from '../support/documents.js';
import { synth } from '../support/google-stacks.js';
import { written } from '../support/synthesized.js';
import { type Edit, topologyWith } from '../support/topologies.js';

const file = 'examples/existing-gateway.yaml';
const onGoogle = 'serviceAccount:llm-gateway@acme-platform.iam.gserviceaccount.com';
const principal = 'arn:aws:iam::444455556666:role/company-gateway-us';

function refused(...edits: readonly Edit[]): string {
  try {
    topologyWith(edits, file);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'not refused';
}

/** Audiences of the tokens that the role of a workload may mint. */
function tokensOf(workload: string): string[] {
  return Object.values(written('aws-identity', file).Resources)
    .filter(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && JSON.stringify(Properties.Roles).includes(workload))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => JSON.stringify(Action).includes('sts:GetWebIdentityToken'))
    .flatMap(({ Condition }) => Object.values(Condition).flatMap((test) => Object.values(test as object)))
    .flat()
    .filter((value) => /:\/\//.test(String(value)));
}

describe('a gateway that exists', () => {
  const { topology } = topologyWith([], file);

  it('has no files, no tasks and no role here', () => {
    expect(gatewayFiles(topology, {})).toEqual({});
    expect(gatewayZones(topology)).toEqual([]);
    expect(gatewayTaskRoleArn(topology, 'us')).toBe(principal);
    expect(() => gatewayTasks(topology, 'us')).toThrow('the gateway of us exists already');
  });

  it('is the one that takes the roles of its workloads', () => {
    const { Resources } = written('aws-identity', file);
    const trust = Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Role')
      .map(({ Properties }) => [Properties.RoleName, Properties.AssumeRolePolicyDocument.Statement]);
    const only = [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: principal } }];
    expect(trust).toEqual([
      ['llama-platform-brought-assist', only],
      ['llama-platform-brought-development', [{ ...only[0], Principal: { AWS: principal.replace(/us$/, 'any') } }]],
      ['llama-platform-brought-helpdesk', only],
      ['llama-platform-brought-variable', only],
    ]);
  });

  it('is somebody on Google already, so that no pool is made there and the role of the workload mints no token for Google', () => {
    const foundation = written('google-foundation-models', file);
    expect(inModule(foundation, 'google_service_account_iam_member')).toMatchObject({
      member: onGoogle,
      role: 'roles/iam.workloadIdentityUser',
      service_account_id: expect.stringMatching(/^\$\{google_service_account\.Identities_helpdesk_Account_.*\.name}$/),
    });
    expect(Object.keys(foundation.resource).filter((type) => type.includes('workload_identity'))).toEqual([]);
    expect(Object.keys(foundation.output).sort()).toEqual(['serviceAccount-helpdesk']);
    expect(tokensOf('helpdesk')).toEqual([]);
  });

  it('has on Google, by the account of each workload, what a gateway made here has', () => {
    const foundation = written('google-foundation-models', file);
    expect(inModule(foundation, 'google_project_iam_custom_role').permissions).toEqual([
      'aiplatform.endpoints.predict',
      'modelarmor.templates.useToSanitizeModelResponse',
      'modelarmor.templates.useToSanitizeUserPrompt',
    ]);
    expect(inModule(foundation, 'google_project_iam_member').member).toMatch(/^\$\{google_service_account\.Identities_helpdesk_Account_.*\.member}$/);
  });

  it('is let in on Azure by the role of the workload, whose tokens Entra takes', () => {
    expect(inModule(written('azure-foundry-dev-foundry', file), 'azurerm_federated_identity_credential')).toMatchObject({
      issuer: 'https://00000000-0000-4000-8000-000000000000.tokens.sts.global.api.aws',
      subject: 'arn:aws:iam::444455556666:role/llama-platform-brought-development',
    });
    expect(tokensOf('development')).toEqual(['api://AzureADTokenExchange']);
  });

  it('is let in on Google by that role as well where it is nobody there', () => {
    const { topology, outputs } = topologyWith([[`      googlePrincipal: ${onGoogle}\n`, '']], file);
    const foundation = synth(topology, outputs)['brought-models-google-foundation-models'];
    expect(foundation?.one('google_iam_workload_identity_pool_provider')['attribute_condition']).toBe(
      "assertion.sub in ['arn:aws:iam::444455556666:role/llama-platform-brought-helpdesk']",
    );
    expect(foundation?.one('google_service_account_iam_member')['member']).toMatch(
      /^principal:\/\/iam\.googleapis\.com\/.*\/subject\/arn:aws:iam::444455556666:role\/llama-platform-brought-helpdesk$/,
    );
  });

  it('finds in its network the endpoints that a gateway made here would', () => {
    const { Resources } = written('aws-network-us', file);
    const services = Object.values(Resources)
      .filter(({ Type }) => Type === 'AWS::EC2::VPCEndpoint')
      .map(({ Properties: { ServiceName: name } }) => (typeof name === 'string' ? name.split('.').slice(3).join('.') : 's3'));
    expect(services.sort()).toEqual(['bedrock-runtime', 'ecr.api', 'ecr.dkr', 'kms', 'lambda', 'logs', 'monitoring', 's3', 'secretsmanager', 'sts']);
  });

  it.each<[string, Edit, string]>([
    [
      'tasks',
      ['      network: us\n      # The', '      network: us\n      tasks: {min: 2, max: 4}\n      # The'],
      'gateway.zones.us.tasks: received with engine existing. Allowed there: network, principal, address, googlePrincipal.',
    ],
    ['no principal', [`      principal: ${principal}\n`, ''], 'gateway.zones.us: received no principal. Needed with engine existing: principal, address.'],
    ['a principal of another account', [principal, principal.replace('444455556666', '555566667777')], 'Allowed: arn:aws:iam::444455556666:role/…'],
    ['a principal that is everybody', [principal, '"*"'], 'the ARN of a role'],
    ['engine envoy', ['engine: existing', 'engine: envoy'], 'gateway.zones.us: received no tasks. Needed with engine envoy: tasks.'],
    [
      'an identity on Google and engine envoy',
      ['engine: existing', 'engine: envoy'],
      'gateway.zones.us.googlePrincipal: received with engine envoy. Allowed there: network, tasks, endpoint, identity.',
    ],
    [
      'a set of identities on Google',
      [onGoogle, 'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/*'],
      'serviceAccount:<name>@',
    ],
    ['a person', [onGoogle, 'user:admin@acme.example'], 'serviceAccount:<name>@'],
    ['everybody', [onGoogle, 'allUsers'], 'serviceAccount:<name>@'],
    [
      'an identity on Google that calls nothing there',
      ['    route: [us-vertex]', '    route: [us-bedrock]'],
      `gateway.zones.us.googlePrincipal: received ${onGoogle}, and no workload of us names a host on Google. Allowed: none, until one does.`,
    ],
  ])('is refused with %s', (_, edit, says) => {
    expect(refused(edit)).toContain(says);
  });
});
