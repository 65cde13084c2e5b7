import { isText } from '../synthesized/rendered-text.js';
import { record } from '../synthesized/stack.js';
import type { UnknownForm } from './form.js';

/** Of the deployment itself. */
const pseudoParameters: ReadonlySet<string> = new Set(['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::StackId', 'AWS::URLSuffix']);
const allowed = 'Ref, Fn::GetAtt, Fn::Join, Fn::Base64 of what is in the template';

/** Every function in a value that evidence cannot put together, with its place. `known` are resources and parameters. */
export function* intrinsicForms(value: unknown, known: ReadonlySet<string>, resources: ReadonlySet<string>, at = ''): Iterable<UnknownForm> {
  if (typeof value === 'string') {
    if (value.includes('{{resolve:')) yield { found: `has the dynamic reference ${value} at ${at}`, allowed };
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* intrinsicForms(item, known, resources, `${at}[${index}]`);
    return;
  }
  const object = record(value);
  const names = Object.keys(object);
  const name = names.find((key) => key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && typeof object[key] === 'string'));
  if (name === undefined) {
    for (const key of names) yield* intrinsicForms(object[key], known, resources, at === '' ? key : `${at}.${key}`);
    return;
  }
  if (names.length > 1 || !isUnderstood(name, object[name], known, resources)) yield { found: `has ${JSON.stringify(value)} at ${at}`, allowed };
  else if (name === 'Fn::Join' || name === 'Fn::Base64') yield* intrinsicForms(object[name], known, resources, at);
}

function isUnderstood(name: string, argument: unknown, known: ReadonlySet<string>, resources: ReadonlySet<string>): boolean {
  switch (name) {
    case 'Ref':
      return typeof argument === 'string' && (known.has(argument) || pseudoParameters.has(argument));
    case 'Fn::GetAtt':
      return Array.isArray(argument) && argument.length === 2 && resources.has(String(argument[0])) && typeof argument[1] === 'string';
    case 'Fn::Join':
      return Array.isArray(argument) && argument.length === 2 && typeof argument[0] === 'string' && Array.isArray(argument[1]) && argument[1].every(isText);
    case 'Fn::Base64':
      return isText(argument);
    default:
      return false;
  }
}
