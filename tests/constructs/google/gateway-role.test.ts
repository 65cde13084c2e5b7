import { describe, expect, it } from 'vitest';
import { inModule } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundation = written('google-foundation-search');

describe('the role of gateways', () => {
  it('may ask, search and screen, and nothing else', () => {
    expect(inModule(foundation, 'google_project_iam_custom_role').permissions).toEqual([
      'aiplatform.endpoints.predict',
      'discoveryengine.groundingConfigs.check',
      'discoveryengine.servingConfigs.search',
      'modelarmor.templates.useToSanitizeModelResponse',
      'modelarmor.templates.useToSanitizeUserPrompt',
    ]);
  });
});
