import { z } from 'zod';
import { name, row, text } from './row.js';

const enforcement = z
  .string()
  .regex(
    /^(filter|process|partial|topic|config|attestation|gate)(\+(filter|process|partial|topic|config|attestation|gate))*$/,
    'filter, process, partial, topic, config, attestation or gate; several stand as a sum, such as filter+attestation',
  );

export const acceptableUse = {
  items: row('One thing that the policy forbids, and the filters of each provider that look for it', {
    id: name,
    name: text,
    since: z.enum(['2', '3', '3.1', '3.2', '3.3', '4']).describe('First licence version with the item'),
    enforceable: enforcement.describe('How the item can be held up; several stand as a sum, such as filter+attestation'),
    bedrockFilters: z.array(z.enum(['HATE', 'INSULTS', 'MISCONDUCT', 'PROMPT_ATTACK', 'SEXUAL', 'VIOLENCE'])),
    bedrockDeniedTopic: z.boolean().describe('guardrails.yaml has its text'),
    bedrockPersonalData: z.boolean().optional(),
    llamaGuard: z.array(z.string().regex(/^S\d+$/, 'a hazard code, such as S1')).describe('Hazard codes of Llama Guard 3 and 4'),
    azureRai: z.array(name),
    modelArmor: z.array(name),
    otherControl: text.optional(),
  }),
  azureFilters: row('A filter of Microsoft Foundry under its name in Terraform', {
    filter: name,
    name: text,
    judges: z.array(z.enum(['Prompt', 'Completion'])).min(1),
  }),
};
