import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tables } from '../../catalogue/rows.js';
import { actionsFor, rolesFor } from '../../facts/deployer.js';
import { type AwsPlace, beforeDeployment } from '../../planner/before-deployment.js';
import type { AwsRights, RoleRights } from '../../planner/deployer-rights.js';
import { beforeDeploymentText } from '../../reports/before-deployment-text.js';
import { beforeDeploymentFileName } from '../../synthesis/before-deployment-file.js';
import { evidenceOf, outputOf } from '../support/synthesized.js';
import { topologies, topologyWith } from '../support/topologies.js';

const places: readonly AwsPlace[] = [
  { account: '444455556666', region: 'eu-north-1' },
  { account: '111122223333', region: 'us-east-1' },
];
const { topology } = topologyWith();
const reference = beforeDeployment(topology, {}, places);

describe('accounts and regions to bootstrap', () => {
  it('are those of stacks, and of hosts whose stacks come later', () => {
    expect(reference.bootstrap.map(({ alias, region, command }) => `${alias} ${region} ${command}`)).toEqual([
      'prod eu-north-1 npx cdk bootstrap aws://111122223333/eu-north-1',
      'prod us-east-1 npx cdk bootstrap aws://111122223333/us-east-1',
      'prod us-east-2 npx cdk bootstrap aws://111122223333/us-east-2',
      'supply eu-north-1 npx cdk bootstrap aws://444455556666/eu-north-1',
    ]);
  });

  it('get the qualifier and the boundary of the landing zone', () => {
    const { bootstrap, rights } = beforeDeployment(topologyWith([], 'examples/landing-zone.yaml').topology, {}, []);
    expect(bootstrap.map(({ command }) => command)).toEqual(
      expect.arrayContaining([
        'npx cdk bootstrap aws://111122223333/eu-north-1 --qualifier llmplat --toolkit-stack-name CDKToolkit-llmplat --custom-permissions-boundary landing-zone/WorkloadBoundary',
      ]),
    );
    expect((rights[0] as AwsRights).assumes[0]).toMatch(/^cdk-llmplat-deploy-role-/);
  });
});

describe('state', () => {
  it('is where the topology says, with what reading and writing it takes', () => {
    expect(reference.state).toMatchObject([
      {
        cloud: 'azure',
        alias: 'dev',
        backend: { kind: 'azurerm', storageAccount: 'acmeterraformstate' },
        rights: [expect.stringContaining('on the container')],
      },
      { cloud: 'google', alias: 'search', backend: { kind: 'gcs', bucket: 'acme-llama-terraform-state' } },
    ]);
  });
});

describe('stacks that are deployed a second time', () => {
  const again = {
    stack: 'acme-prod-aws-token-broker-eu-north-1',
    after: ['acme-dev-azure-foundry-dev-foundry'],
    why: 'ids of applications that it fetches tokens of Entra for',
  };

  it('are the brokers of tokens, once the applications that they ask for have ids', () => {
    expect(reference.again).toEqual([again]);
    expect(beforeDeploymentText(reference)).toMatch(
      / again +deploy acme-prod-aws-token-broker-eu-north-1 after acme-dev-azure-foundry-dev-foundry, "outputs import" and a synthesis: ids of applications/,
    );
  });

  it('are none once they are known, or where there is no broker', () => {
    const outputs = { hosts: { 'dev-foundry': { clientIds: { development: '11111111-2222-4333-8444-555555555555' } } } };
    expect(beforeDeployment(topology, outputs, places).again).toEqual([]);
    expect(beforeDeployment(topologyWith([], 'examples/hosted-only.yaml').topology, {}, []).again).toEqual([]);
  });
});

describe('rights of whoever deploys', () => {
  const of = (cloud: string, alias: string) => reference.rights.find((one) => one.cloud === cloud && one.alias === alias);

  it('are what CloudFormation calls for the types of an account', () => {
    const prod = of('aws', 'prod') as AwsRights;
    expect(prod.assumes).toEqual(['cdk-hnb659fds-deploy-role-111122223333-*', 'cdk-hnb659fds-file-publishing-role-111122223333-*']);
    expect(prod.executionActions).toEqual(
      expect.arrayContaining(['ecs:CreateCluster', 'bedrock:CreateGuardrail', 'ec2:CreateCapacityReservation', 'lambda:InvokeFunction']),
    );
    expect(prod.executionActions).not.toContain('codebuild:CreateProject');
    expect(of('aws', 'supply')).toMatchObject({
      unconfirmed: ['AWS::CodeBuild::Project'],
      executionActions: expect.arrayContaining(['codebuild:CreateProject']),
    });
  });

  it('are predefined roles elsewhere, on what they are granted on', () => {
    const search = of('google', 'search') as RoleRights;
    expect(search.roles).toContainEqual({ role: 'roles/orgpolicy.policyAdmin', on: 'organization 210987654321', confirmed: false });
    expect(search.roles).toContainEqual({ role: 'roles/modelarmor.admin', on: 'project acme-llama-grounded', confirmed: true });
    // One of its types was looked up, the others were not.
    expect(search.roles).toContainEqual({ role: 'roles/compute.networkAdmin', on: 'project acme-llama-grounded', confirmed: false });
    expect(search.roles).toContainEqual({ role: 'roles/billing.costsManager', on: 'billing account 000000-000000-000000', confirmed: false });
    expect((of('azure', 'dev') as RoleRights).roles).toContainEqual(
      expect.objectContaining({ role: 'Key Vault Crypto Officer', on: 'subscription 00000000-0000-0000-0000-000000000000' }),
    );
  });

  it('let Cost Management grant the identity of an export its container, where a bill is exported', () => {
    const grantsOf = ({ roles }: RoleRights) => roles.filter(({ role }) => role === 'Role Based Access Control Administrator').map(({ on }) => on);
    const store = '/subscriptions/00000000-0000-4000-8000-00000000000d/resourceGroups/finops/providers/Microsoft.Storage/storageAccounts/acmebills';
    expect(grantsOf(of('azure', 'dev') as RoleRights)).toEqual([store, 'subscription 00000000-0000-0000-0000-000000000000']);
    const without = { ...topology, finance: { ...topology.finance, exports: { stores: {}, azure: {} } } };
    const { rights } = beforeDeployment(without, {}, []);
    expect(grantsOf(rights.find(({ cloud }) => cloud === 'azure') as RoleRights)).toEqual(['subscription 00000000-0000-0000-0000-000000000000']);
  });

  it('ask nothing of an organization for a project that others own', () => {
    const place = '      billingAccount: 000000-000000-000000\n      owns: true';
    const { rights } = beforeDeployment(topologyWith([[place, place.replace('true', 'false')]]).topology, {}, []);
    const roles = (rights.find(({ cloud }) => cloud === 'google') as RoleRights).roles.map(({ role }) => role);
    expect(roles).not.toContain('roles/orgpolicy.policyAdmin');
    expect(roles).toContain('roles/aiplatform.admin');
  });

  it('say of a stack of your own that nobody knows', () => {
    const { rights } = beforeDeployment(topologyWith([], 'examples/landing-zone.yaml').topology, {}, []);
    expect(rights.flatMap(({ unconfirmed }) => unconfirmed).join(' ')).toMatch(/stack [\w-]+-aws-extension-/);
  });

  it.each(topologies)('hold every type that %s emits', (_, file) => {
    const loaded = topologyWith([], file);
    const { aws = [], terraform = [] } = evidenceOf(loaded);
    const all = beforeDeployment(loaded.topology, {}, []).rights;
    for (const stack of aws.filter(({ name }) => !name.includes('-aws-extension-'))) {
      const { executionActions, unconfirmed } = all.find((one) => one.cloud === 'aws' && one.account === stack.account) as AwsRights;
      for (const { type } of stack.resources) {
        const actions = actionsFor(type)?.actions ?? [];
        expect(actions.every((action) => executionActions.includes(action)) && (actions.length > 0 || unconfirmed.includes(type)), type).toBe(true);
      }
    }
    const roles = new Set(all.flatMap((one) => (one.cloud === 'aws' ? [] : one.roles.map(({ role }) => role))));
    const types = terraform.flatMap(({ resources }) => resources.map(({ type }) => type)).filter((type) => type !== 'terraform_data');
    expect([...new Set(types)].filter((type) => !rolesFor(type).some(({ role }) => roles.has(role)))).toEqual([]);
  });

  it('are known, if unconfirmed, for every type of the catalogue', () => {
    const types = tables.flatMap((table) => Object.keys(table)).filter((type) => type !== 'terraform_data');
    expect(types.filter((type) => (type.includes('::') ? actionsFor(type) : rolesFor(type)[0]) === undefined)).toEqual([]);
  });
});

describe('keys to activate', () => {
  it('are the eleven required tags, in the management account', () => {
    expect(reference.costAllocationTags).toEqual({
      keys: [
        'workload',
        'cost-center',
        'application',
        'environment',
        'owner',
        'data-classification',
        'workload-class',
        'model',
        'host',
        'contract-id',
        'managed-by',
      ],
      in: 'management',
    });
  });
});

describe('what synth says of it', () => {
  it('is in the output, and in a few lines', () => {
    const written = JSON.parse(readFileSync(join(outputOf('aws', topologyWith()), beforeDeploymentFileName), 'utf8'));
    expect(written.bootstrap.map(({ account, region }: AwsPlace) => `${account}/${region}`)).toEqual([
      '111122223333/eu-north-1',
      '111122223333/us-east-1',
      '111122223333/us-east-2',
      '444455556666/eu-north-1',
      // The budget of the account that brings weights in.
      '444455556666/us-east-1',
      '777788889999/us-east-1',
    ]);
    const text = beforeDeploymentText(written);
    expect(text.split('\n').length).toBeLessThan(20);
    expect(text).toContain('state      google search  bucket acme-llama-terraform-state');
    expect(text).toContain('cost tags  management     activate workload, cost-center,');
    expect(text).toContain('--trust');
    expect(text).toContain('unconfirmed: a first apply into a test account');
    const { rights } = reference;
    const looked = rights.map((one) => ({
      ...one,
      unconfirmed: [],
      ...('roles' in one && { roles: one.roles.map((role) => ({ ...role, confirmed: true })) }),
    }));
    expect(beforeDeploymentText({ ...reference, rights: looked })).not.toContain('unconfirmed: a first');
  });
});
