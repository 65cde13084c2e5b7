import { z } from 'zod';
import { name, row, text } from './row.js';

const clauses = z.array(name).optional();

const framework = z.enum(['iso42001', 'nistAiRmf', 'soc2', 'gdpr', 'hipaa']);

export const controls = {
  frameworks: row('A framework that claims are mapped to', { framework, title: text }),
  controls: row('A control of a framework that claims help to meet', { framework, control: name, title: text.describe('Its title, or what it asks in short') }),
  claims: row('What is claimed of a deployment, and the controls that it helps to meet', {
    claim: name,
    text: text.describe('The claim, as an auditor reads it'),
    iso42001: clauses.describe('Controls of annex A'),
    nistAiRmf: clauses.describe('Subcategories, with a hyphen for the space'),
    soc2: clauses.describe('Criteria'),
    gdpr: clauses.describe('Articles, by number'),
    hipaa: clauses.describe('Sections of 45 CFR'),
  }),
  properties: row('A property that was synthesized, whose value proves a claim', {
    claim: name,
    type: name.describe('Type of the resource'),
    property: name.describe('Path of the property'),
    rule: name.describe('The rule that refuses the output without it'),
    broken: text.optional().describe('A value that proves nothing, where an absent one is refused as a fault of form'),
  }),
  terms: row('A field of a contract that proves a claim', { claim: name, field: name, rule: name }),
  grants: row('A kind of approval that proves a claim', { claim: name, kind: name, rule: name }),
};
