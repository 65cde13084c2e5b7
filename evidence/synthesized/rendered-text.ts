import { record } from './stack.js';

/**
 * The text of a synthesized value as far as it is known before a deployment: `Fn::Join`, `Fn::Sub` and `Fn::Base64` are
 * put together, what only the deployment knows is shown as `${…}`. Anything that is no text is rendered as JSON.
 */
export function renderedText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(quoted).join(',')}]`;
  const entries = Object.entries(record(value));
  const [name, argument] = entries.length === 1 ? (entries[0] ?? ['']) : [''];
  switch (name) {
    case 'Ref':
      return `\${${String(argument)}}`;
    case 'Fn::Join': {
      const [separator, parts] = Array.isArray(argument) ? argument : [];
      return Array.isArray(parts) ? parts.map(renderedText).join(String(separator)) : '${Fn::Join}';
    }
    case 'Fn::Base64':
      return renderedText(argument);
    case 'Fn::Sub':
      return String(Array.isArray(argument) ? argument[0] : argument);
    case 'Fn::GetAtt':
      return `\${${Array.isArray(argument) ? argument.map(renderedText).join('.') : String(argument)}}`;
    default:
      if (name.startsWith('Fn::')) return `\${${name}}`;
      return value !== null && typeof value === 'object'
        ? `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${quoted(item)}`).join(',')}}`
        : String(value);
  }
}

function quoted(value: unknown): string {
  const text = renderedText(value);
  return isText(value) ? JSON.stringify(text) : text;
}

/** Whether a value is a string or an intrinsic function, which yields one. */
export function isText(value: unknown): boolean {
  if (typeof value === 'string') return true;
  const keys = Object.keys(record(value));
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0]?.startsWith('Fn::') === true);
}
