import type { FieldForm } from '../../forms/policy.js';
import { invalidValue } from '../errors.js';
import type { Json } from '../json/parse.js';
import { choiceOf, functionName, listOf, objectOf, type Reader, textOf } from './reader.js';
import { booleanReader, schemaOf } from './values.js';

export type Tool = {
  readonly type: 'function';
  readonly function: { readonly name: string; readonly description?: string; readonly parameters?: Json; readonly strict?: boolean };
};

const kind = ['function'] as const;

export const toolsReader =
  ({ most }: Extract<FieldForm, { is: 'tools' }>): Reader<readonly Tool[]> =>
  (value, at) => {
    const tools = listOf(value, at, 'tools', most, toolOf);
    const names = tools.map((tool) => tool.function.name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw invalidValue(at, `a list with ${JSON.stringify(twice)} twice`, 'each name once');
    return tools;
  };

function toolOf(value: Json, at: string): Tool {
  const tool = objectOf(value, at, ['type', 'function']);
  choiceOf(tool['type'], `${at}.type`, kind);
  const where = `${at}.function`;
  const { name, description, parameters, strict } = objectOf(tool['function'] ?? null, where, ['name', 'description', 'parameters', 'strict']);
  return {
    type: 'function',
    function: {
      name: functionName(name, `${where}.name`),
      ...(description !== undefined && { description: textOf(description, `${where}.description`) }),
      ...(parameters !== undefined && { parameters: schemaOf(parameters, `${where}.parameters`) }),
      ...(strict !== undefined && strict !== null && { strict: promised(strict, `${where}.strict`) }),
    },
  };
}

/** Not every server can promise that a call keeps to its schema: the translator refuses it, so that a request would fail where it spills over. */
const promised: Reader<false> = (value, at) => {
  if (booleanReader(value, at)) throw invalidValue(at, 'true', 'false');
  return false;
};

/** A mode, or the one function that must be called. */
export const toolChoiceReader =
  ({ values }: Extract<FieldForm, { is: 'tool choice' }>): Reader<string | { readonly type: 'function'; readonly function: { readonly name: string } }> =>
  (value, at) => {
    const modes = values.filter((each) => each !== 'named');
    if (typeof value === 'string' || !values.includes('named')) return choiceOf(value, at, modes);
    const choice = objectOf(value, at, ['type', 'function']);
    choiceOf(choice['type'], `${at}.type`, kind);
    const { name } = objectOf(choice['function'] ?? null, `${at}.function`, ['name']);
    return { type: 'function', function: { name: functionName(name, `${at}.function.name`) } };
  };
