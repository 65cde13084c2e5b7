import { isText } from '../synthesized/rendered-text.js';
import type { UnknownForm } from './form.js';

/** Of the deployment itself. */
const pseudoParameters: ReadonlySet<string> = new Set(['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::StackId', 'AWS::URLSuffix']);
const allowed = 'Ref, Fn::GetAtt, Fn::Join, Fn::Base64 of what is in the template';

/** What may be referred to in a template. */
export interface Known {
  readonly resources: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
}

/** Every function in a value that evidence cannot put together, with its place. */
export function intrinsicForms(value: unknown, known: Known, at = ''): readonly UnknownForm[] {
  const found: UnknownForm[] = [];
  look(value, known, at, found);
  return found;
}

function look(value: unknown, known: Known, at: string, found: UnknownForm[]): void {
  if (typeof value === 'string') {
    if (value.includes('{{resolve:')) found.push({ found: `has the dynamic reference ${value} at ${at}`, allowed });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) look(item, known, at, found);
    return;
  }
  const object = value as Readonly<Record<string, unknown>>;
  for (const key in object) {
    const inner = object[key];
    if (key !== 'Ref' && !key.startsWith('Fn::') && (key !== 'Condition' || typeof inner !== 'string' || Object.keys(object).length > 1)) {
      look(inner, known, at === '' ? key : `${at}.${key}`, found);
    } else if (Object.keys(object).length > 1 || !isUnderstood(key, inner, known)) {
      found.push({ found: `has ${JSON.stringify(value)} at ${at}`, allowed });
      return;
    } else if (key === 'Fn::Join' || key === 'Fn::Base64') look(inner, known, at, found);
  }
}

function isUnderstood(name: string, argument: unknown, { resources, parameters }: Known): boolean {
  switch (name) {
    case 'Ref':
      return typeof argument === 'string' && (resources.has(argument) || parameters.has(argument) || pseudoParameters.has(argument));
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
