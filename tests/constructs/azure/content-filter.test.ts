import { describe, expect, it } from 'vitest';
import { inModule, type Json } from '../../support/documents.js';
import { written } from '../../support/synthesized.js';

const foundry = written('azure-foundry-dev-foundry');

describe('a content filter', () => {
  it('blocks each kind of harm both ways, and attacks in prompts', () => {
    const filters: Json[] = inModule(foundry, 'azurerm_cognitive_account_rai_policy').content_filter;
    for (const filter of filters) expect(filter).toMatchObject({ block_enabled: true, filter_enabled: true });
    const ways = (name: string) => filters.filter((filter) => filter.name === name).map(({ source }) => source);
    for (const name of ['Hate', 'Selfharm', 'Sexual', 'Violence']) expect(ways(name)).toEqual(['Prompt', 'Completion']);
    expect(ways('Jailbreak')).toEqual(['Prompt']);
  });
});
