import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('services of a project', () => {
  it('stay on when the stack goes, and are waited for', () => {
    const services = Object.values<Json>(foundation.resource['google_project_service']);
    expect(services.length).toBeGreaterThan(10);
    for (const service of services) expect(service.disable_on_destroy).toBe(false);
    expect(inModule(foundation, 'terraform_data', 'Services_Settled').provisioner).toEqual([{ 'local-exec': { command: 'sleep 120' } }]);
  });
});
