import { describe, expect, it } from 'vitest';
import { type Call, decide } from '../../evidence/iam/authorization.js';
import { rule as serviceLimits } from '../../policy/capacity/service-limits.js';
import { account, type Document, emitted } from '../support/emitted-policies.js';
import { findings } from '../support/findings.js';
import type { Edit } from '../support/topologies.js';

const geographic: Edit[] = [['profile: in-region', 'profile: us']];
const spread = emitted(geographic);
const still = emitted();

const model = 'meta.llama3-3-70b-instruct-v1:0';
const systemProfile = `arn:aws:bedrock:us-east-2:${account}:inference-profile/us.${model}`;
const modelIn = (region: string, id = model) => `arn:aws:bedrock:${region}::foundation-model/${id}`;
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const administrator: readonly Document[] = [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }];

interface Row {
  readonly who: string;
  readonly identity: readonly Document[];
  readonly endpoint?: Document;
  readonly calls: readonly Call[];
}

function act(name: string, action: string, keys: Call['keys'] = {}, resource = '*', identity = administrator): Row {
  return { who: name, identity, calls: [{ action, resource, keys: { 'aws:PrincipalArn': role(name), 'aws:RequestedRegion': 'us-east-2', ...keys } }] };
}

/** A gateway's call through its endpoint, with guardrail: Bedrock checks the profile, then the model wherever it may process. */
function gateway(from: typeof spread, workload: string, profile: string | undefined, regions: readonly string[]): Row {
  const identity = from.gateway(workload);
  const guarded = identity[0]?.Statement.find(({ Sid }) => Sid === 'Profile').Condition.StringEquals;
  const keys = { ...guarded, 'aws:PrincipalArn': role(`llama-platform-acme-${workload}`) };
  const action = 'bedrock:InvokeModel';
  const models = regions.map((region) => ({
    action,
    resource: modelIn(region),
    keys: { ...keys, 'aws:RequestedRegion': region, ...(profile && { 'bedrock:InferenceProfileArn': profile }) },
  }));
  const itself = profile === undefined ? [] : [{ action, resource: profile, keys: { ...keys, 'aws:RequestedRegion': 'us-east-2' } }];
  return { who: workload, identity, endpoint: from.endpoint, calls: [...itself, ...models] };
}

function invoke(profile: string | undefined, region: string, id = model, arn = modelIn(region, id)): Row {
  const row = act('admin', 'bedrock:InvokeModel', { 'aws:RequestedRegion': region, ...(profile && { 'bedrock:InferenceProfileArn': profile }) }, arn);
  const [call] = row.calls;
  return profile === undefined || call === undefined
    ? row
    : { ...row, calls: [{ ...call, resource: profile, keys: { ...call.keys, 'aws:RequestedRegion': 'us-east-2' } }, call] };
}

const all = ['us-east-1', 'us-east-2', 'us-west-2'];
const own = spread.profile('variable');
const run = (type: string, region: string) =>
  act('admin', 'ec2:RunInstances', { 'ec2:InstanceType': type, 'aws:RequestedRegion': region }, `arn:aws:ec2:${region}:${account}:instance/*`);
const retention = (name: string, mode?: string) =>
  act(name, 'bedrock:PutAccountDataRetention', mode === undefined ? {} : { 'bedrock:DataRetentionMode': mode });
const deployer = `cdk-hnb659fds-cfn-exec-role-${account}-us-east-2`;
const settings = 'acme-prod-aws-account-us-BedrockRole0123-ABCDEF';

const table: readonly (readonly [what: string, expected: 'allow' | 'deny', row: Row])[] = [
  ['a workload through its own profile, in every destination', 'allow', gateway(spread, 'variable', own, all)],
  ['a workload through its own profile, in a region that is no destination', 'deny', gateway(spread, 'variable', own, ['us-west-1'])],
  ['a workload through the profile of another', 'deny', gateway(spread, 'variable', spread.profile('global-assist'), all)],
  ['a workload that calls the model directly', 'deny', gateway(spread, 'variable', undefined, ['us-east-2'])],
  ['a workload by another way than the endpoint’s roles', 'deny', { ...invoke(own, 'us-east-2'), endpoint: spread.endpoint }],
  ['an administrator who calls the model directly', 'deny', invoke(undefined, 'us-east-2')],
  ['an administrator through an application profile', 'allow', invoke(own, 'us-west-2')],
  ['an administrator through the system profile', 'deny', invoke(systemProfile, 'us-east-2')],
  ['an administrator through a profile that carries an unapproved model', 'deny', invoke(own, 'us-east-2', 'meta.llama4-maverick-17b-instruct-v1:0')],
  ['an administrator through a global profile', 'deny', invoke(own, 'unspecified', model, `arn:aws:bedrock:::foundation-model/${model}`)],
  ['an administrator through a profile of another account', 'deny', invoke(own.replace(account, '999900001111'), 'us-east-2')],
  ['a batch job', 'deny', act('admin', 'bedrock:CreateModelInvocationJob', {}, `arn:aws:bedrock:us-east-2:${account}:model-invocation-job/*`)],
  ['Bedrock in a region that nobody uses', 'deny', act('admin', 'bedrock:ListGuardrails', { 'aws:RequestedRegion': 'eu-west-1' })],
  ['Bedrock without a region', 'deny', act('admin', 'bedrock:ListGuardrails', { 'aws:RequestedRegion': 'unspecified' })],
  ['a profile made by an administrator', 'deny', act('admin', 'bedrock:CreateInferenceProfile')],
  ['a profile made by a gateway role that was given the right', 'deny', act('llama-platform-acme-variable', 'bedrock:CreateInferenceProfile')],
  ['a profile made by the platform', 'allow', act('ai-platform-admin', 'bedrock:CreateInferenceProfile')],
  ['a model imported by an administrator', 'deny', act('admin', 'bedrock:CreateModelImportJob')],
  ['invocation logging switched on by an administrator', 'deny', act('admin', 'bedrock:PutModelInvocationLoggingConfiguration')],
  ['a deployment that makes a profile', 'allow', act(deployer, 'bedrock:CreateInferenceProfile')],
  ['a deployment that deletes a profile', 'allow', act(deployer, 'bedrock:DeleteInferenceProfile')],
  ['a deployment that makes a guardrail', 'allow', act(deployer, 'bedrock:CreateGuardrail')],
  ['the function that sets retention', 'allow', retention(settings, 'none')],
  ['the function that switches logging off', 'allow', act(settings, 'bedrock:DeleteModelInvocationLoggingConfiguration')],
  ['the function that gives an earlier log back when its stack is deleted', 'allow', act(settings, 'bedrock:PutModelInvocationLoggingConfiguration')],
  ['retention set to none by anybody', 'allow', retention('admin', 'none')],
  ['retention set to default by an administrator', 'deny', retention('admin', 'default')],
  ['retention set to default by the platform', 'deny', retention('ai-platform-admin', 'default')],
  ['retention set without a mode', 'deny', retention('ai-platform-admin')],
  ['a call with an API key', 'deny', act('admin', 'bedrock:CallWithBearerToken')],
  ['a call to bedrock-mantle', 'deny', act('admin', 'bedrock-mantle:CreateInference')],
  ['an API key made', 'deny', act('admin', 'iam:CreateServiceSpecificCredential', { 'iam:ServiceSpecificCredentialServiceName': 'bedrock.amazonaws.com' })],
  [
    'a Git credential made',
    'allow',
    act('admin', 'iam:CreateServiceSpecificCredential', { 'iam:ServiceSpecificCredentialServiceName': 'codecommit.amazonaws.com' }),
  ],
  ['a Capacity Block bought by an administrator', 'deny', act('admin', 'ec2:PurchaseCapacityBlock')],
  ['a Capacity Block bought by the platform', 'deny', act('ai-platform-admin', 'ec2:PurchaseCapacityBlock')],
  ['a Capacity Block bought by procurement', 'allow', act('gpu-procurement-eu', 'ec2:PurchaseCapacityBlock')],
  ['p5 where the fleet is', 'allow', run('p5.48xlarge', 'eu-north-1')],
  ['p5 anywhere else', 'deny', run('p5.48xlarge', 'us-east-1')],
  ['p6 anywhere else', 'deny', run('p6-b200.48xlarge', 'us-east-1')],
  ['other instances anywhere', 'allow', run('m7i.large', 'us-east-1')],
  ['anything else', 'allow', act('admin', 's3:GetObject')],
];

const answer = (row: Row, serviceControl: readonly object[]) =>
  row.calls.every((call) => decide(call, { identity: row.identity, serviceControl, ...(row.endpoint && { endpoint: row.endpoint }) }) === 'allow')
    ? 'allow'
    : 'deny';
/** AWS attaches FullAWSAccess to every account; a service control policy only takes away from it. */
const full = administrator[0] as Document;

describe('the boundary of an account, over the policies that are emitted', () => {
  it.each(table)('%s: %s', (_, expected, row) => {
    expect(row.calls.length).toBeGreaterThan(0);
    expect(answer(row, [full, ...spread.serviceControl])).toBe(expected);
  });

  const sids = spread.serviceControl.flatMap(({ Statement }) => Statement.map(({ Sid }) => Sid as string));
  it.each(sids)('needs its statement %s', (sid) => {
    const without = spread.serviceControl.map((document) => ({ ...document, Statement: document.Statement.filter(({ Sid }) => Sid !== sid) }));
    expect(table.filter(([, expected, row]) => answer(row, [full, ...without]) !== expected).map(([what]) => what)).not.toEqual([]);
  });

  it('lets a workload in one region stay there and go nowhere else', () => {
    const profile = still.profile('variable');
    const scps = [full, ...still.serviceControl];
    expect(answer(gateway(still, 'variable', profile, ['us-east-2']), scps)).toBe('allow');
    expect(answer(gateway(still, 'variable', profile, ['us-east-1']), scps)).toBe('deny');
    expect(answer(invoke(profile, 'us-east-1'), scps)).toBe('deny');
  });

  it('holds whichever profile the condition key names', () => {
    const [, call] = invoke(own, 'us-east-1').calls;
    const other = { ...(call as Call), keys: { ...call?.keys, 'bedrock:InferenceProfileArn': systemProfile } };
    expect(decide(other, { identity: administrator, serviceControl: [full, ...spread.serviceControl] })).toBe('allow');
  });

  it('is put on the accounts that the topology owns, and on nothing above them', () => {
    expect(new Set(spread.targets)).toEqual(new Set([account]));
    expect(new Set(emitted([['      owns: true\n      oidcIssuer', '      owns: false\n      oidcIssuer']]).targets)).toEqual(new Set());
  });

  it('is refused when it grows beyond what AWS takes', () => {
    const long = Array.from({ length: 5 }, (_, index) => `${'a'.repeat(1_900)}${index}`).join(', ');
    expect(findings(serviceLimits, [['platformRoles: [ai-platform-admin]', `platformRoles: [${long}]`]])).toMatchObject([
      {
        path: 'accounts.aws.management.organization',
        line: expect.any(Number),
        message: expect.stringMatching(/^Policy llama-acme-prod-bedrock has 1\d{4} characters\. Allowed: 10240\.$/),
      },
    ]);
  });

  it('lets imported models of an account be called where a host imports them', () => {
    const host = '  own-weights:\n    kind: bedrock-import\n    account: prod\n    region: us-west-2\n    network: us\n    model: llama70\n\n  dev-foundry:\n';
    const scps = [full, ...emitted([['  dev-foundry:\n    kind', `${host}    kind`]]).serviceControl];
    const imported = (region: string, owner = account) =>
      act('admin', 'bedrock:InvokeModel', { 'aws:RequestedRegion': region }, `arn:aws:bedrock:${region}:${owner}:imported-model/abc`);
    expect(answer(imported('us-west-2'), scps)).toBe('allow');
    expect(answer(imported('us-east-2'), scps)).toBe('deny');
    expect(answer(imported('us-west-2', '999900001111'), scps)).toBe('deny');
    expect(answer(imported('us-west-2'), [full, ...still.serviceControl])).toBe('deny');
  });

  it('forbids Bedrock in an owned account that has none', () => {
    const edit: Edit = ['    management:\n', '    spare:\n      id: "333344445555"\n      owns: true\n    management:\n'];
    const scps = [full, ...emitted([edit]).serviceControlOf('333344445555')];
    expect(scps).toHaveLength(3);
    expect(answer(act('admin', 'bedrock:ListGuardrails'), scps)).toBe('deny');
    expect(answer(act('admin', 'bedrock:CallWithBearerToken'), scps)).toBe('deny');
    expect(answer(run('p5.48xlarge', 'eu-north-1'), scps)).toBe('deny');
    expect(answer(run('m7i.large', 'eu-north-1'), scps)).toBe('allow');
  });
});
