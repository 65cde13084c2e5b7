import { expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

it('an instance of watsonx.ai Runtime is where the topology says, tagged by texts, and no plan destroys it', () => {
  const instance = inModule(written('watsonx-runtime-ibm', 'examples/any-zone.yaml'), 'ibm_resource_instance');
  expect(instance).toMatchObject({
    name: 'afar-ibm',
    service: 'pm-20',
    plan: 'v2-professional',
    location: 'us-south',
    resource_group_id: '00000000000000000000000000000000',
    lifecycle: { prevent_destroy: true },
  });
  expect(instance.tags).toContain('workload:drafts');
  expect(instance.tags).toContain('cost-center:cc-611');
});
