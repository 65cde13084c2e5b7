import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare } from '../../diff/compare.js';
import { livePlan } from '../../diff/plan.js';
import { diffJson } from '../../reports/diff/json.js';
import { diffMarkdown } from '../../reports/diff/markdown.js';
import { pair, sideWith } from '../support/pair.js';
import { asOf } from '../support/topologies.js';

const { stacks } = sideWith('base', {}, 'topology.yaml');
const search = stacks.find(({ name }) => name.endsWith('google-search-grounding'));
const store = search?.resources.find(({ type }) => type === 'google_discovery_engine_data_store');

const plan = {
  format_version: '1.2',
  resource_changes: [
    {
      address: store?.id,
      mode: 'managed',
      type: 'google_discovery_engine_data_store',
      change: {
        actions: ['delete', 'create'],
        before: { location: 'eu', api: 'topsecretvalue1' },
        after: { location: 'us', api: 'topsecretvalue2' },
        after_unknown: { id: true },
        before_sensitive: { api: true },
        after_sensitive: { api: true },
        replace_paths: [['location']],
      },
    },
    {
      address: 'google_storage_bucket.moved',
      previous_address: 'google_storage_bucket.old',
      mode: 'managed',
      type: 'google_storage_bucket',
      change: { actions: ['no-op'], before: {}, after: {} },
    },
    { address: 'data.google_project.p', mode: 'data', type: 'google_project', change: { actions: ['read'] } },
    { address: 'google_dns_policy.same', mode: 'managed', type: 'google_dns_policy', change: { actions: ['no-op'], before: {}, after: {} } },
  ],
};

describe('a plan', () => {
  const live = livePlan(plan, 'plan.json', stacks);

  it('is told in the same words, labelled live, under the stack whose addresses it has', () => {
    expect(live.changes).toMatchObject([
      { stack: search?.name, cloud: 'google', action: 'replace', live: true, why: expect.stringContaining('location'), data: { fate: 'lost' } },
      { action: 'move', from: 'google_storage_bucket.old', live: true },
    ]);
  });

  it('stands for what was synthesized for its module', () => {
    const report = pair({ edits: [['displayName: Service manuals', 'displayName: Manuals of all services']] }, { live: [live] });
    expect(report.changes.every(({ live }) => live === true)).toBe(true);
    expect(diffMarkdown(report)).toContain('*(live plan)*');
  });

  it('keeps sensitive values to itself, and says that they changed', () => {
    const report = pair({}, { live: [live] });
    for (const text of [diffMarkdown(report), diffJson(report, 0)]) expect(text).not.toContain('topsecret');
    expect(diffJson(report, 0)).toContain('masked, changed');
  });

  it('says who may do more, from what stands and what will', () => {
    const role = 'google_project_iam_member.Reader';
    const grant = (change: object) => ({
      format_version: '1.2',
      resource_changes: [...plan.resource_changes, { address: role, mode: 'managed', type: 'google_project_iam_member', change }],
    });
    const binding = { member: 'serviceAccount:stranger@elsewhere.iam.gserviceaccount.com', role: 'roles/aiplatform.user', project: 'p', condition: [] };
    const exposure = (change: object) => pair({}, { live: [livePlan(grant(change), 'plan.json', stacks)] });
    const created = exposure({ actions: ['create'], before: null, after: binding, after_unknown: { id: true } });
    expect(created.exposure).toEqual([expect.objectContaining({ widens: true, who: binding.member, what: [binding.role], condition: '' })]);
    expect(created.verdict.approvals.map(({ area }) => area)).toContain('iam');
    expect(exposure({ actions: ['no-op'], before: binding, after: binding }).exposure).toEqual([]);
  });
});

/** Printed by `terraform show -json` of Terraform 1.11.4, without what no reader looks at. */
const real = (name: string) => JSON.parse(readFileSync(new URL(`plans/${name}.json`, import.meta.url), 'utf8'));

describe('a plan that Terraform made', () => {
  const byId = (name: string) => new Map(livePlan(real(name), `${name}.json`, []).changes.map((change) => [change.id, change]));

  it('with the provider of Google is told resource by resource', () => {
    const changes = byId('google');
    expect([...changes].map(([id, { action }]) => [id, action])).toEqual([
      ['google_compute_address.new', 'create'],
      ['google_discovery_engine_data_store.manuals', 'replace'],
      ['google_discovery_engine_search_engine.engine', 'replace'],
      ['google_dns_policy.resolver', 'move'],
      ['google_logging_project_exclusion.kept', 'forget'],
      ['google_monitoring_notification_channel.hook', 'update'],
      ['google_service_account.gone', 'delete'],
      ['google_storage_bucket.import', 'update'],
    ]);
    expect(changes.get('google_discovery_engine_data_store.manuals')).toMatchObject({
      risk: 'data-loss',
      why: 'location cannot be changed in place (plan)',
      properties: expect.arrayContaining([
        { path: 'location', before: 'eu', after: 'us', forces: 'replace' },
        expect.objectContaining({ path: 'create_time', after: '(known after apply)' }),
      ]),
    });
    expect(changes.get('google_dns_policy.resolver')).toMatchObject({ from: 'google_dns_policy.old', risk: 'medium' });
    expect(changes.get('google_storage_bucket.import')?.properties.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['labels.cost-center', 'effective_labels.cost-center']),
    );
  });

  it('as the head is compared with nothing that only a topology says', () => {
    const report = compare(
      sideWith('base', {}, 'topology.yaml'),
      { ...sideWith('head', {}, 'topology.yaml'), loaded: undefined, findings: [] } as never,
      asOf,
      [livePlan(real('google'), 'google.json', [])],
    );
    expect([report.cost.rows, report.posture.resolved, report.verdict.policy]).toEqual([[], [], 'unknown']);
  });

  it('keeps to itself what the plan marks sensitive, and its variables, which it does not mark', () => {
    const report = pair({}, { live: [livePlan(real('google'), 'google.json', [])] });
    expect(JSON.stringify(real('google'))).toContain('planted-token-after');
    for (const text of [diffMarkdown(report), diffJson(report, 0)]) expect(text).not.toContain('planted-token');
    expect(report.changes.find(({ id }) => id === 'google_monitoring_notification_channel.hook')?.properties).toEqual([
      expect.objectContaining({ path: expect.stringContaining('password'), after: '‹masked, changed›' }),
    ]);
  });

  it('without any provider says why each is made anew, and which is first', () => {
    const changes = byId('terraform-data');
    expect([...changes].map(([id, { action, why }]) => [id.replace('terraform_data.', ''), action, why])).toEqual([
      ['first', 'replace', 'triggers_replace cannot be changed in place (plan); the new one is made before the old one goes (create_before_destroy)'],
      ['follower', 'replace', 'replace_triggered_by asks for it'],
      ['gone', 'delete', 'it is no longer in the module'],
      ['renamed_to', 'update', ''],
      ['tainted', 'replace', 'it is tainted in the state'],
    ]);
    expect(changes.get('terraform_data.renamed_to')).toMatchObject({
      from: 'terraform_data.renamed_from',
      properties: [{ path: 'input', before: 'x', after: 'y' }, {}],
    });
  });
});
