import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('an encryption key on Google', () => {
  it('rotates every 90 days and cannot be destroyed', () => {
    expect(inModule(foundation, 'google_kms_crypto_key', 'Keys_regional')).toMatchObject({
      purpose: 'ENCRYPT_DECRYPT',
      rotation_period: '7776000s',
      deletion_policy: 'PREVENT',
      lifecycle: { prevent_destroy: true },
    });
  });
});
