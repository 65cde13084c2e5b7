import type { FieldForm, PolicyFile, PolicyWorkload } from '../forms/policy.js';
import { UnusableInput } from '../process/configuration.js';
import { messagesReader } from './fields/messages.js';
import type { Reader } from './fields/reader.js';
import { toolChoiceReader, toolsReader } from './fields/tools.js';
import { booleanReader, numberReader, oneOfReader, responseFormatReader, textReader, textsReader } from './fields/values.js';

/** A workload as requests to it are judged. */
export interface Workload extends PolicyWorkload {
  readonly id: string;
  readonly messages: ReturnType<typeof messagesReader>;
  /** Readers of the fields that are sent on as they are read, by name. */
  readonly readers: ReadonlyMap<string, Reader>;
  /** Names that a caller may use at the top of a request. */
  readonly allowed: readonly string[];
  /** Whether something is put into answers or must judge them. */
  readonly answersAreRead: boolean;
}

/** Fields that decide how a request is handled, with the only form of each that is understood, and whether it must be there. */
const handled: Readonly<Record<string, { readonly is: FieldForm['is']; readonly needed: boolean }>> = {
  messages: { is: 'messages', needed: true },
  max_tokens: { is: 'integer', needed: true },
  max_completion_tokens: { is: 'integer', needed: false },
  stream: { is: 'boolean', needed: false },
  stream_options: { is: 'stream options', needed: false },
};

/** Workloads by id. Throws `UnusableInput` where the forms of their fields cannot be a chat completion. */
export function workloadsOf({ workloads }: PolicyFile): ReadonlyMap<string, Workload> {
  return new Map(Object.entries(workloads).map(([id, workload]) => [id, workloadOf(id, workload)]));
}

function workloadOf(id: string, workload: PolicyWorkload): Workload {
  const { fields, guard, grounding } = workload;
  for (const [name, { is, needed }] of Object.entries(handled)) {
    const form = fields[name];
    if (form === undefined ? needed : form.is !== is) throw new UnusableInput(`Field ${name} of workload ${id} must have the form "${is}".`);
  }
  const others = Object.entries(fields).filter(([name]) => !Object.hasOwn(handled, name));
  return {
    ...workload,
    id,
    messages: messagesReader(fields['messages'] as Extract<FieldForm, { is: 'messages' }>),
    readers: new Map(others.map(([name, form]) => [name, passedOn(id, name, form)])),
    allowed: ['model', ...Object.keys(fields)].sort(),
    answersAreRead: grounding !== 'none' || (guard !== 'none' && guard.after !== 'none'),
  };
}

/** Names that this service writes itself. */
const own = ['model', 'priority'];

function passedOn(id: string, name: string, form: FieldForm): Reader {
  const reader = own.includes(name) ? undefined : readerOf(form);
  if (reader === undefined) throw new UnusableInput(`Field ${name} of workload ${id} cannot be passed on with the form "${form.is}".`);
  return reader;
}

function readerOf(form: FieldForm): Reader | undefined {
  switch (form.is) {
    case 'number':
    case 'integer':
      return numberReader(form);
    case 'boolean':
      return booleanReader;
    case 'one of':
      return oneOfReader(form);
    case 'text':
      return textReader(form);
    case 'texts':
      return textsReader(form);
    case 'tools':
      return toolsReader(form);
    case 'tool choice':
      return toolChoiceReader(form);
    case 'response format':
      return responseFormatReader(form);
    case 'messages':
    case 'stream options':
      return undefined;
  }
}
