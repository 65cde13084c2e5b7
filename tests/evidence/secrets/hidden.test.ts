import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../evidence/secrets/hidden.js';
import { written } from '../../support/synthesized.js';

const template = {
  Resources: {
    Token: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { Description: 'read by the catalogue', Tags: [{ Key: 'managed-by', Value: 'blueprint' }], SecretString: 'swordfish' },
    },
  },
  Outputs: { AdminPassword: { Description: 'of the console', Value: 'open-sesame' } },
  Parameters: { ApiToken: { Type: 'String', Default: 'let-me-in' } },
};
const module = {
  terraform: {},
  resource: { google_secret_manager_secret: { token: { labels: { owner: 'platform' }, secret_data: 'swordfish' } } },
  variable: { password: { description: 'typed in', default: 'open-sesame' } },
  output: { api_key: { value: 'let-me-in' } },
};

describe('a message about a document', () => {
  it.each([
    ['a template', template],
    ['a module', module],
  ])('hides each secret that %s holds, under whatever name', (_, document) => {
    const shown = withoutSecrets('swordfish, open-sesame and let-me-in', document);
    expect(shown).toBe('‹masked›, ‹masked› and ‹masked›');
  });

  it.each([
    ['a template', template, 'managed-by blueprint, AWS::SecretsManager::Secret, of the console, read by the catalogue'],
    ['a module', module, 'owner platform, typed in'],
  ])('leaves the words of %s that stand below a name like a secret', (_, document, words) => {
    expect(withoutSecrets(words, document)).toBe(words);
  });

  it('leaves the names of resources and tags in what is emitted for a token', () => {
    const stack = written('aws-weights-ingest-eu-north-1');
    expect(Object.keys(stack.Resources)).toContain('Token');
    const message =
      'acme-supply has AWS::SecretsManager::Secret Token managed-by hybrid-llama-blueprint. Allowed: once, as in the catalogue of customer and shared.';
    expect(withoutSecrets(message, stack)).toBe(message);
  });

  it('hides what a value quotes that is no document', () => {
    expect(withoutSecrets('it says swordfish', { password: 'swordfish' })).toBe('it says ‹masked›');
    expect(withoutSecrets('it says swordfish', { data: { password: 'swordfish' } })).toBe('it says ‹masked›');
  });
});
