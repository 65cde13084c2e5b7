import { describe, expect, it } from 'vitest';
import { resourceChanges } from '../../diff/resources.js';
import { cloudFormationStack, terraformStack } from '../../evidence/synthesized/stack.js';

const aws = (Resources: Record<string, unknown>, region = 'eu-north-1', name = 'demo') =>
  cloudFormationStack({ name, account: '111122223333', region }, { Resources }, {});
const terraform = (resource: Record<string, unknown>, more: Record<string, unknown> = {}) => terraformStack('demo', { resource, ...more }, {});
const bucket = (policies = {}) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'weights' }, ...policies });

describe('CloudFormation', () => {
  it('knows what a property does from the specification: update, replacement, perhaps', () => {
    const before = aws({
      A: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 1 } },
      B: bucket(),
      C: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: 'p5.48xlarge', UserData: 'a' } },
    });
    const after = aws({
      A: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: 2 } },
      B: { ...bucket(), Properties: { BucketName: 'other' } },
      C: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: 'p5.48xlarge', UserData: 'b' } },
    });
    expect(
      resourceChanges([before], [after])
        .map(({ id, action }) => [id, action])
        .sort(),
    ).toEqual([
      ['A', 'update'],
      ['B', 'replace'],
      ['C', 'may-replace'],
    ]);
  });

  it('follows a replacement to what refers to it', () => {
    const role = (name: string) => ({ Type: 'AWS::IAM::Role', Properties: { RoleName: name, AssumeRolePolicyDocument: {} } });
    const profile = { Type: 'AWS::Lambda::EventSourceMapping', Properties: { EventSourceArn: { 'Fn::GetAtt': ['Q', 'Arn'] }, FunctionName: 'f' } };
    const queue = (name: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName: name } });
    const changes = resourceChanges([aws({ R: role('a'), Q: queue('a'), P: profile })], [aws({ R: role('b'), Q: queue('b'), P: profile })]);
    expect(changes.find(({ id }) => id === 'P')).toMatchObject({ action: 'replace', properties: [{ path: 'Properties.EventSourceArn', forces: 'replace' }] });
  });

  it('says what becomes of data: kept by policy, refused by protection, lost', () => {
    const table = (more: object) => ({ Type: 'AWS::DynamoDB::Table', Properties: {}, ...more });
    const before = aws({
      Kept: table({ DeletionPolicy: 'Retain' }),
      Refused: { ...table({}), Properties: { DeletionProtectionEnabled: true } },
      Lost: table({}),
    });
    const fates = resourceChanges([before], [aws({})]).map(({ id, data, risk }) => [id, data?.fate, risk]);
    expect(fates).toEqual([
      ['Lost', 'lost', 'data-loss'],
      ['Kept', 'kept', 'high'],
      ['Refused', 'refused', 'high'],
    ]);
  });

  it('takes the policy of the template before for a deletion, and of the one after for a replacement', () => {
    const named = (name: string, more: object) => ({ Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name }, ...more });
    const [change] = resourceChanges([aws({ L: named('a', { UpdateReplacePolicy: 'Retain' }) })], [aws({ L: named('b', {}) })]);
    expect(change).toMatchObject({ action: 'replace', data: { fate: 'lost' } });
  });

  it('tells a renamed resource as moved, follows its references, and does not call it safe', () => {
    const policyOf = (id: string) => ({ Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: id } } });
    const changes = resourceChanges(
      [aws({ Old: bucket({ DeletionPolicy: 'Retain' }), P: policyOf('Old') })],
      [aws({ New: bucket({ DeletionPolicy: 'Retain' }), P: policyOf('New') })],
    );
    expect(changes).toMatchObject([{ id: 'New', from: 'Old', action: 'move', why: expect.stringContaining('cdk refactor'), data: { fate: 'kept' } }]);
  });

  it('does not guess which of two equal resources was renamed', () => {
    const changes = resourceChanges([aws({ A: bucket(), B: bucket() })], [aws({ C: bucket(), D: bucket() })]);
    expect(changes.map(({ action }) => action).sort()).toEqual(['create', 'create', 'delete', 'delete']);
  });

  it('tells a stack whose region changes as left behind and made anew', () => {
    const changes = resourceChanges([aws({ B: bucket({ DeletionPolicy: 'Retain' }) })], [aws({ B: bucket({ DeletionPolicy: 'Retain' }) }, 'us-east-1')]);
    expect(changes).toMatchObject([
      { action: 'delete', whole: 'elsewhere', why: expect.stringContaining('111122223333/eu-north-1 → 111122223333/us-east-1'), data: { fate: 'kept' } },
      { action: 'create', whole: 'new' },
    ]);
  });

  it('folds hashes, order and metadata, and drops none', () => {
    const lambda = (hash: string) => ({ Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: `${hash.repeat(64)}.zip` } } });
    const before = aws({ H: lambda('a'), O: { ...bucket(), DependsOn: ['H', 'M'] }, M: { ...bucket(), Metadata: { a: 1 } } });
    const after = aws({ H: lambda('b'), O: { ...bucket(), DependsOn: ['M', 'H'] }, M: { ...bucket(), Metadata: { a: 2 } } });
    expect(
      resourceChanges([before], [after])
        .map(({ id, noise, risk }) => [id, noise, risk])
        .sort(),
    ).toEqual([
      ['H', 'hash', 'none'],
      ['M', 'metadata', 'none'],
      ['O', 'order', 'none'],
    ]);
  });

  it('calls a new revision of a task definition neither destructive nor risky', () => {
    const task = (cpu: string) => ({ Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: cpu } });
    expect(resourceChanges([aws({ T: task('1') })], [aws({ T: task('2') })])).toMatchObject([
      { action: 'replace', risk: 'low', why: expect.stringContaining('revised') },
    ]);
  });
});

describe('Terraform', () => {
  const store = (more: object) => ({ google_discovery_engine_data_store: { s: { location: 'eu', display_name: 'a', ...more } } });

  it('replaces by the table, updates by the table, and admits what it does not know', () => {
    const change = (more: object) => resourceChanges([terraform(store({}))], [terraform(store(more))])[0];
    expect(change({ location: 'us' })).toMatchObject({ action: 'replace', why: expect.stringMatching(/hashicorp\/google 7\./) });
    expect(change({ display_name: 'b' })).toMatchObject({ action: 'update' });
    expect(change({ brand_new_argument: 'b' })).toMatchObject({ action: 'may-replace', why: expect.stringContaining('a plan shows it') });
  });

  it('knows that prevent_destroy goes with the block, and stops a replacement', () => {
    const kept = store({ lifecycle: { prevent_destroy: true } });
    expect(resourceChanges([terraform(kept)], [terraform({})])[0]).toMatchObject({
      action: 'delete',
      data: { fate: 'lost', reason: expect.stringContaining('goes with the block') },
    });
    const moved = store({ location: 'us', lifecycle: { prevent_destroy: true } });
    expect(resourceChanges([terraform(kept)], [terraform(moved)])[0]).toMatchObject({ action: 'replace', data: { fate: 'refused' } });
    const asList = store({ location: 'us', lifecycle: [{ prevent_destroy: true }] });
    expect(resourceChanges([terraform(kept)], [terraform(asList)])[0]).toMatchObject({ data: { fate: 'refused' } });
  });

  it('follows a replacement through ids that the provider makes, not through arguments that stand', () => {
    const module = (name: string) =>
      terraform({
        google_kms_key_ring: { ring: { name, location: 'eu' } },
        google_kms_crypto_key: {
          byId: { name: 'k', key_ring: '${google_kms_key_ring.ring.id}' },
          byLocation: { name: '${google_kms_key_ring.ring.location}', key_ring: 'r' },
        },
      });
    const changes = resourceChanges([module('a')], [module('b')]);
    expect(changes.map(({ id, action }) => [id, action]).sort()).toEqual([
      ['google_kms_crypto_key.byId', 'replace'],
      ['google_kms_key_ring.ring', 'replace'],
    ]);
  });

  it('believes a moved block, and names the tool where there is none', () => {
    const at = (name: string) => ({ google_dns_policy: { [name]: { name: 'p', project: 'x' } } });
    expect(resourceChanges([terraform(at('a'))], [terraform(at('b'), { moved: [{ from: 'google_dns_policy.a', to: 'google_dns_policy.b' }] })])).toMatchObject([
      { action: 'move', from: 'google_dns_policy.a', why: expect.stringContaining('moved block') },
    ]);
    expect(resourceChanges([terraform(at('a'))], [terraform(at('b'))])).toMatchObject([{ action: 'move', why: expect.stringContaining('terraform state mv') }]);
  });

  it('believes a moved block only while it has something to move, also over several steps', () => {
    const at = (name: string, title = 'x') => ({ google_dns_policy: { [name]: { name: 'p', description: title, project: 'x' } } });
    const moved = [
      { from: 'google_dns_policy.a', to: 'google_dns_policy.b' },
      { from: 'google_dns_policy.b', to: 'google_dns_policy.c' },
    ];
    expect(resourceChanges([terraform(at('a'))], [terraform(at('c'), { moved })])).toMatchObject([{ action: 'move', from: 'google_dns_policy.a' }]);
    expect(resourceChanges([terraform(at('c'), { moved })], [terraform(at('c', 'y'), { moved })])).toMatchObject([{ action: 'update' }]);
    expect(resourceChanges([terraform(at('a'))], [terraform(at('c', 'y'), { moved })])).toMatchObject([{ action: 'update', from: 'google_dns_policy.a' }]);
  });

  it('tells what leaves the state without being destroyed, and what is adopted', () => {
    const bucket = { google_storage_bucket: { b: { name: 'b', location: 'EU' } } };
    const removed = [{ from: 'google_storage_bucket.b', lifecycle: [{ destroy: false }] }];
    const change = (module: object) => resourceChanges([terraform(bucket)], [terraform({}, module as Record<string, unknown>)])[0];
    expect(change({ removed })).toMatchObject({ action: 'forget', risk: 'high', data: { fate: 'kept' } });
    expect(change({ removed: [{ from: 'google_storage_bucket.b', lifecycle: [{ destroy: true }] }] })).toMatchObject({
      action: 'delete',
      data: { fate: 'lost' },
    });
    expect(resourceChanges([terraform({})], [terraform(bucket, { import: [{ to: 'google_storage_bucket.b', id: 'p/b' }] })])[0]).toMatchObject({
      action: 'import',
      risk: 'medium',
      why: expect.stringContaining('p/b'),
    });
  });

  it('folds what Terraform ignores, and says why', () => {
    const budget = (start: string, amount: number, lifecycle: object) => ({
      azurerm_consumption_budget_subscription: { b: { name: 'b', amount, time_period: [{ start_date: start }], lifecycle } },
    });
    const change = (amount: number, ignore: unknown) =>
      resourceChanges(
        [terraform(budget('2026-01-01', 1, { ignore_changes: ignore }))],
        [terraform(budget('2026-02-01', amount, { ignore_changes: ignore }))],
      )[0];
    expect(change(1, ['time_period'])).toMatchObject({ action: 'update', noise: 'idle', risk: 'none' });
    expect(change(1, ['time_period[0].start_date'])).toMatchObject({ noise: 'idle' });
    expect(change(1, 'all')).toMatchObject({ noise: 'idle' });
    expect(change(2, ['time_period'])).toMatchObject({
      action: 'update',
      properties: [{ path: 'amount' }, { idle: expect.stringContaining('ignore_changes') }],
    });
    expect(change(2, ['time_period'])).not.toHaveProperty('noise');
    expect(change(1, ['amount'])).toMatchObject({ action: 'replace' });
  });

  it('follows replace_triggered_by from changes, not from what is new or folded', () => {
    const module = (description: string, trigger: string, more: object = {}) =>
      terraform({
        google_dns_policy: { p: { name: 'p', description, project: 'x', ...more } },
        google_dns_record_set: { r: { name: 'r', lifecycle: { replace_triggered_by: [trigger], create_before_destroy: true } } },
      });
    const record = (trigger: string, description: string, more: object = {}) =>
      resourceChanges([module('a', trigger)], [module(description, trigger, more)]).find(({ type }) => type === 'google_dns_record_set');
    expect(record('google_dns_policy.p', 'b')).toMatchObject({ action: 'replace', why: expect.stringContaining('create_before_destroy') });
    expect(record('google_dns_policy.p.description', 'b')).toMatchObject({ action: 'replace' });
    expect(record('google_dns_policy.p.id', 'b')).toBeUndefined();
    expect(record('google_dns_policy.p.id', 'a', { name: 'q' })).toMatchObject({ action: 'replace' });
    expect(record('google_dns_policy.p', 'a', { depends_on: ['google_dns_record_set.x'] })).toBeUndefined();
  });

  it('takes along what may be replaced, and what names no project', () => {
    const subnet = (range: string, project: object = {}) => ({
      google_compute_subnetwork: { s: { name: 's', ip_cidr_range: range, network: 'n', ...project } },
      google_compute_address: { a: { name: 'a', address_type: 'INTERNAL', project: 'x', subnetwork: '${google_compute_subnetwork.s.id}' } },
    });
    const provider = (project: string) => ({ provider: { google: [{ project }] } });
    expect(resourceChanges([terraform(subnet('10.0.0.0/16'))], [terraform(subnet('10.1.0.0/16'))]).map(({ action }) => action)).toEqual([
      'may-replace',
      'may-replace',
    ]);
    const moved = resourceChanges([terraform(subnet('10.0.0.0/16'), provider('x'))], [terraform(subnet('10.0.0.0/16'), provider('y'))]);
    expect(moved.filter(({ action }) => action === 'replace').map(({ id }) => id)).toEqual(['google_compute_address.a', 'google_compute_subnetwork.s']);
    const named = resourceChanges(
      [terraform(subnet('10.0.0.0/16', { project: 'x' }), provider('x'))],
      [terraform(subnet('10.0.0.0/16', { project: 'x' }), provider('y'))],
    );
    expect(named.map(({ id }) => id)).toEqual(['provider']);
  });

  it('replaces by labels of the provider what takes them and cannot change them', () => {
    const module = (team: string) =>
      terraform(
        {
          google_network_connectivity_regional_endpoint: { e: { name: 'e', location: 'europe-west4' } },
          google_storage_bucket: { b: { name: 'b', location: 'EU' } },
        },
        { provider: { google: [{ project: 'x', default_labels: { team } }] } },
      );
    const changes = resourceChanges([module('a')], [module('b')]);
    expect(changes.map(({ id, action }) => [id, action])).toEqual([
      ['google_network_connectivity_regional_endpoint.e', 'replace'],
      ['provider', 'update'],
    ]);
    expect(changes[0]?.properties).toMatchObject([{ path: 'effective_labels.team', before: 'a', after: 'b', forces: 'replace' }]);
    const own = (more: object) =>
      terraform(
        { google_network_connectivity_regional_endpoint: { e: { name: 'e', location: 'europe-west4', ...more } } },
        { provider: { google: [{ project: 'x', default_labels: { team: 'a' } }] } },
      );
    expect(resourceChanges([own({ labels: { team: 'a' } })], [own({})])).toMatchObject([{ action: 'update' }]);
    expect(resourceChanges([own({ labels: { team: 'b' } })], [own({})])).toMatchObject([{ action: 'replace' }]);
  });

  it('knows the switches of the provider and of Terraform that stop or spare a destruction', () => {
    const bucket = (more: object) => terraform({ google_discovery_engine_data_store: { s: { location: 'eu', ...more } } });
    const fate = (more: object) => resourceChanges([bucket(more)], [terraform({})])[0]?.data?.fate;
    expect([fate({ deletion_policy: 'PREVENT' }), fate({ deletion_policy: 'ABANDON' }), fate({ deletion_policy: 'DELETE' })]).toEqual([
      'refused',
      'kept',
      'lost',
    ]);
    const network = (name: string) => terraform({ google_compute_network: { n: { name, lifecycle: { prevent_destroy: true } } } });
    expect(resourceChanges([network('a')], [network('b')])[0]).toMatchObject({ action: 'replace', why: expect.stringContaining('the plan fails') });
  });

  it('tells where the state is kept and which provider reads the module', () => {
    const settings = (bucket: string, version: string) => ({ terraform: { backend: { gcs: { bucket } }, required_providers: { google: { version } } } });
    const changes = resourceChanges([terraform({}, settings('a', '7.42.0'))], [terraform({}, settings('b', '7.43.0'))]);
    expect(changes.map(({ id, risk }) => [id, risk])).toEqual([
      ['terraform.backend', 'medium'],
      ['terraform.required_providers', 'medium'],
    ]);
  });
});
