import { describe, expect, it } from 'vitest';
import { resourceChanges } from '../../diff/resources.js';
import { terraformStack } from '../../evidence/synthesized/stack.js';

const terraform = (resource: Record<string, unknown>, more: Record<string, unknown> = {}) => terraformStack('demo', { resource, ...more }, {});
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
