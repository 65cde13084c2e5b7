import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const fleet = written('google-fleet-eu-gce', 'examples/eu-gce.yaml');

describe('the account of GPU nodes', () => {
  it('reads its weights and its images, and writes metrics', () => {
    expect(inModule(fleet, 'google_storage_bucket_iam_member', 'NodeAccount')).toMatchObject({
      bucket: 'acme-llama-gpu-eu-gce-weights-europe-west4',
      role: 'roles/storage.objectViewer',
    });
    expect(inModule(fleet, 'google_artifact_registry_repository_iam_member')).toMatchObject({ repository: 'llama', role: 'roles/artifactregistry.reader' });
    const roles = Object.values<Json>(fleet.resource['google_project_iam_member']).map(({ role }) => role);
    expect(roles.filter((role) => !/^roles\/(monitoring\.metricWriter|logging\.logWriter)$/.test(role))).toEqual([]);
  });
});
