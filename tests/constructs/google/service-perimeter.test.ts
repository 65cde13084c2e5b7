import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('a service perimeter', () => {
  it('holds the project, and restricts what is used there', () => {
    const perimeter = inModule(foundation, 'google_access_context_manager_service_perimeter');
    expect(perimeter.spec).toMatchObject({ resources: ['projects/123456789012'] });
    expect(perimeter.spec.restricted_services).toEqual(
      expect.arrayContaining(['aiplatform.googleapis.com', 'cloudkms.googleapis.com', 'discoveryengine.googleapis.com', 'storage.googleapis.com']),
    );
  });

  it('only watches until the topology enforces it', () => {
    expect(inModule(foundation, 'google_access_context_manager_service_perimeter')).toMatchObject({ use_explicit_dry_run_spec: true });
    const enforced = inModule(written('google-foundation-models', 'examples/us-maas.yaml'), 'google_access_context_manager_service_perimeter');
    expect(enforced.status.resources).toEqual(['projects/987654321098']);
  });
});
