import { expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const runtime = written('watsonx-runtime-ibm', 'examples/any-zone.yaml');

it('the profile of a workload is taken by the service ID of its host, and may call that one instance', () => {
  expect(inModule(runtime, 'ibm_iam_trusted_profile')).toMatchObject({ name: 'afar-ibm-for-drafts' });
  expect(inModule(runtime, 'ibm_iam_trusted_profile_identity')).toMatchObject({ identifier: '${ibm_iam_service_id.Gateway.id}', type: 'serviceid' });
  expect(inModule(runtime, 'ibm_iam_trusted_profile_policy')).toMatchObject({
    roles: ['Viewer', 'Writer'],
    resources: [{ service: 'pm-20', resource_instance_id: expect.stringMatching(/^\$\{ibm_resource_instance\.\w+\.guid\}$/) }],
  });
});

it('no key is made, and the service ID has no rights of its own', () => {
  expect(Object.keys(runtime.resource ?? {}).sort()).toEqual([
    'ibm_iam_service_id',
    'ibm_iam_trusted_profile',
    'ibm_iam_trusted_profile_identity',
    'ibm_iam_trusted_profile_policy',
    'ibm_resource_instance',
  ]);
});
