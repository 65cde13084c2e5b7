import { expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const module = written('oci-generative-ai-chicago', 'examples/any-zone.yaml');
const zeros = '0'.repeat(60);

it('a policy is in the compartment that it speaks of, and opens one model to one key for chats alone', () => {
  expect(inModule(module, 'oci_identity_policy')).toMatchObject({
    compartment_id: `ocid1.compartment.oc1..${zeros}`,
    name: 'afar-chicago',
    statements: [
      `allow any-user to use generative-ai-chat in compartment id ocid1.compartment.oc1..${zeros} where all {request.principal.type='generativeaiapikey', request.principal.id='ocid1.generativeaiapikey.oc1.us-chicago-1.${zeros}', target.model.id='meta.llama-3.3-70b-instruct'}`,
    ],
  });
});

it('makes nothing else: no key, no secret', () => {
  expect(Object.keys(module.resource ?? {})).toEqual(['oci_identity_policy']);
  expect(JSON.stringify(module)).not.toContain('secretsmanager');
});
