import { renderedText } from '../../evidence/synthesized/rendered-text.js';

/** Text of a value; the names that CDK gives to parameters are cut to what they read. */
export function shortText(value: unknown): string {
  return renderedText(value).replace(/SsmParameterValue[a-z]+?network([a-z]+?)(vpcid|subnets)[0-9A-F]{32}Parameter/g, 'ssm:$1/$2');
}

export const listed = (value: unknown): string => (Array.isArray(value) ? value.map(shortText).sort().join(', ') : shortText(value));
