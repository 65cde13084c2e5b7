import { describe, expect, it } from 'vitest';
import { planChanges } from '../../diff/plan.js';
import { diffJson } from '../../reports/diff/json.js';
import { diffMarkdown } from '../../reports/diff/markdown.js';
import { pair, sideWith } from './pair.js';

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
  const changes = planChanges(plan, 'plan.json', stacks);

  it('is told in the same words, labelled live, under the stack whose addresses it has', () => {
    expect(changes).toMatchObject([
      { stack: search?.name, cloud: 'google', action: 'replace', live: true, why: expect.stringContaining('location'), data: { fate: 'lost' } },
      { action: 'move', from: 'google_storage_bucket.old', live: true },
    ]);
  });

  it('stands for what was synthesized for its module', () => {
    const report = pair({ edits: [['displayName: Service manuals', 'displayName: Manuals of all services']] }, { live: changes });
    expect(report.changes.every(({ live }) => live === true)).toBe(true);
    expect(diffMarkdown(report)).toContain('*(live plan)*');
  });

  it('keeps sensitive values to itself, and says that they changed', () => {
    const report = pair({}, { live: changes });
    for (const text of [diffMarkdown(report), diffJson(report, 0)]) expect(text).not.toContain('topsecret');
    expect(diffJson(report, 0)).toContain('masked, changed');
  });
});
