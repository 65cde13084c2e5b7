import { firstInvisible } from './invisible.js';

/** Ends of the templates that CloudFormation, Terraform and the CDK fill in: none of them may come from a topology. */
const templates: readonly (readonly [start: string, of: string])[] = [
  ['${', 'Terraform, the CDK and CloudFormation'],
  ['%{', 'Terraform'],
  ['{{resolve:', 'CloudFormation'],
];

/** The one text of several lines that a topology has: nothing but base64 between its marks, as PEM has it. That it is one alone is for the schema to say. */
const certificates = /^(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{1,76}\n)+-----END CERTIFICATE-----\n?)+$/;

/** Why a text of a topology cannot be used, as a clause after what it is; undefined when it can. */
export function textProblem(text: string): string | undefined {
  if (certificates.test(text)) return undefined;
  const hidden = firstInvisible(text);
  if (hidden?.name === 'U+000A') return 'holds a line break. Allowed: one line; a text folded over several ends with ">-" after its key.';
  if (hidden !== undefined)
    return `holds ${hidden.name} as character ${hidden.index + 1}, which a reader does not see. Allowed: visible characters and blanks.`;
  const template = templates.find(([start]) => text.includes(start));
  if (template !== undefined) return `holds "${template[0]}", which ${template[1]} would evaluate. Allowed: text without it.`;
  if (text !== '' && text.trim() === '') return 'holds nothing but blanks. Allowed: text.';
  return undefined;
}
