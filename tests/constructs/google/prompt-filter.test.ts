import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

describe('the filter of prompts', () => {
  it('looks for harm, attacks, addresses and personal data, and blocks', () => {
    const template = inModule(written('google-vertex-grounding'), 'google_model_armor_template');
    expect(template.filter_config).toMatchObject({
      malicious_uri_filter_settings: { filter_enforcement: 'ENABLED' },
      pi_and_jailbreak_filter_settings: { filter_enforcement: 'ENABLED', confidence_level: 'MEDIUM_AND_ABOVE' },
      sdp_settings: { basic_config: { filter_enforcement: 'ENABLED' } },
    });
    expect(template.filter_config.rai_settings.rai_filters.map(({ filter_type }: Json) => filter_type)).toEqual([
      'DANGEROUS',
      'HARASSMENT',
      'HATE_SPEECH',
      'SEXUALLY_EXPLICIT',
    ]);
    expect(template.template_metadata.enforcement_type).toBe('INSPECT_AND_BLOCK');
  });
});
