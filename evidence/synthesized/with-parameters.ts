import { renderedText } from './rendered-text.js';
import { dig, type Resource } from './stack.js';

/** Text of a value, with each template parameter followed to the SSM parameter that it reads: `${ssm:/llama/…}`. */
export function renderedWithParameters(resource: Resource, value: unknown): string {
  return renderedText(value).replace(/\$\{(\w+)\}/g, (reference, id) => {
    const name = dig(resource.stack.document, 'Parameters', id, 'Default');
    return typeof name === 'string' ? `\${ssm:${name}}` : reference;
  });
}
