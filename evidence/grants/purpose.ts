import type { SynthesizedStack } from '../synthesized/stack.js';

/**
 * What a resource is for, as its construct says: the logical id or address without the digest that CDK and CDKTF close it with, which changes with
 * the path. A name decides nothing by itself: it says which reviewed forms the resource has to keep to, and one without any is a finding.
 */
export function purposeOf(id: string): string {
  return id.replace(/_?[0-9A-F]{8}$/, '');
}

/** Text with its references to resources of the stack by purpose, and to parameters by the name that is read: `${Key.Arn}`, `${/llama/acme/weights/bucket}`. */
export function byPurpose(text: string, stack: SynthesizedStack): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{([^}]*)\}/g, (_, reference: string) => {
    const [, target = reference, attribute = ''] = /^((?:data\.)?\w+\.[\w-]+|\w+)(.*)$/.exec(reference) ?? [];
    if (stack.app === 'terraform') return `\${${purposeOf(target)}${attribute}}`;
    const [id = '', ...attributes] = reference.split('.');
    const parameter = parameterOf(stack, id);
    return parameter === undefined ? `\${${[purposeOf(id), ...attributes].join('.')}}` : `\${${parameter}}`;
  });
}

/** Name of the SSM parameter that a template parameter reads; nothing else is read by name. */
function parameterOf({ document }: SynthesizedStack, id: string): string | undefined {
  const parameter = (document['Parameters'] as Record<string, { Type?: string; Default?: string }> | undefined)?.[id];
  return parameter?.Type?.startsWith('AWS::SSM::Parameter::Value<') === true ? parameter.Default : undefined;
}
