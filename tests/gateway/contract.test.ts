import { describe, expect, it } from 'vitest';
import { type ChatServer, chatFields } from '../../facts/chat.js';
import { table } from '../../facts/read.js';
import { fieldsOf } from '../../hosts/shared/chat-fields-gateway.js';
import type { FieldForm, PolicyWorkload } from '../../runtime/gateway/forms/policy.js';
import type { Json, JsonObject } from '../../runtime/gateway/policy/json/parse.js';
import { readChat } from '../../runtime/gateway/policy/request/chat.js';
import { adapted, render } from '../../runtime/gateway/policy/request/render.js';
import { workloadsOf } from '../../runtime/gateway/policy/workload.js';
import { converseInput } from '../../runtime/gateway/translator/converse-input.js';
import { parseRequest } from '../../runtime/gateway/translator/parse.js';
import { requestForm } from '../../runtime/gateway/translator/request.js';
import { deploymentAt } from '../runtime/gateway/translator.js';

const release = 'llama-3.3-70b-instruct';
const servers = [...new Set(table('chat', 'fields').map(({ server }) => server))].sort();

/** A workload whose route has one host, of a server. */
function workloadOn(server: ChatServer) {
  const whole: PolicyWorkload = {
    ...{ model: 'llama', release, fields: fieldsOf(server, release), contextTokens: 100_000, answerTokens: 8_192, bodyBytes: 1_000_000 },
    ...{ priority: 0, toolStreams: 'in pieces', adaptations: {}, guard: 'none', grounding: 'none' },
  };
  const file = { version: 1, topology: 't', zone: 'z', listen: 'l', egress: 'e', keys: 'k', workloads: { it: whole } } as const;
  const found = workloadsOf(file).get('it');
  if (found === undefined) throw new Error('no workload');
  return found;
}

const messages = [{ role: 'user', content: 'Hello' }];
const tool = { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: {} } } };

/** Values at the bounds of a form, with what else a request then needs, and what the host gets of it. */
function samples(name: string, form: FieldForm): { readonly given: JsonObject; readonly sent: JsonObject }[] {
  const same = (value: Json, beside: JsonObject = {}) => ({ given: { [name]: value, ...beside }, sent: { [name]: value } });
  switch (form.is) {
    case 'number':
    case 'integer': {
      // More than the longest answer counts as none; both names are one limit.
      if (name.startsWith('max_')) return [{ given: { [name]: 7 }, sent: { max_tokens: 7 } }];
      return [same(form.min), same(form.max)];
    }
    case 'boolean':
      return name === 'stream' ? [same(true), { given: { stream: false }, sent: {} }] : [same(true), same(false)];
    case 'one of':
      return form.values.map((value) => same(value));
    case 'text':
      return [same('x'.repeat(form.longest))];
    case 'texts':
      return [same(['a', 'b']), { given: { [name]: 'a' }, sent: { [name]: ['a'] } }];
    case 'tools':
      return [];
    case 'tool choice':
      return form.values.map((value) => {
        const choice = value === 'named' ? { type: 'function', function: { name: 'weather' } } : value;
        return { given: { tools: [tool], tool_choice: choice }, sent: { tools: [tool], tool_choice: choice } };
      });
    case 'response format':
      return form.kinds.map((type) => {
        const value = type === 'json_schema' ? { type, json_schema: { name: 'answer', schema: { type: 'object' } } } : { type };
        return type === 'text' ? { given: { [name]: value }, sent: {} } : same(value);
      });
    case 'stream options':
      return [{ given: { stream: true, stream_options: { include_usage: true } }, sent: { stream: true, stream_options: { include_usage: true } } }];
    case 'messages':
      return [{ given: {}, sent: { messages } }];
  }
}

const sentOn = (server: ChatServer, given: JsonObject): Buffer => {
  const workload = workloadOn(server);
  return render(readChat({ model: 'it', messages, ...given }, workload), workload);
};

describe.each(servers)('a host that speaks as %s', (server) => {
  const fields = Object.entries(workloadOn(server).fields);

  it.each(fields)('gets %s as the caller meant it, at its bounds', (name, form) => {
    for (const { given, sent } of samples(name, form)) {
      const body = JSON.parse(sentOn(server, given).toString());
      expect(body).toMatchObject(sent);
      // And nothing that neither the caller nor the gateway means.
      const own = ['model', 'messages', 'max_tokens', 'priority', 'stream', 'stream_options', ...Object.keys(sent)];
      expect(Object.keys(body).filter((key) => !own.includes(key))).toEqual([]);
    }
  });

  it('gets no priority where it knows none, and its own name for the model', () => {
    const body = JSON.parse(adapted(sentOn(server, {}), { model: 'its-own', without: ['priority'] }).toString());
    expect([body.model, 'priority' in body]).toEqual(['its-own', false]);
  });

  it('gets no field that facts do not give it', () => {
    const known = chatFields(server, release).map(({ field }) => field);
    const all = [...new Set(table('chat', 'fields').map(({ field }) => field)), 'priority', 'logit_bias', 'user', 'store', 'metadata', 'extra_body'];
    for (const field of all.filter((one) => !known.includes(one))) {
      expect(() => sentOn(server, { [field]: 1 })).toThrow(/is not a field that this model takes/);
    }
  });
});

describe('the translator', () => {
  const translated = (['converse', 'custom-import'] as const).flatMap((server) =>
    Object.entries(workloadOn(server).fields).flatMap(([name, form]) => samples(name, form).map(({ given }) => [server, name, given] as const)),
  );

  it.each(translated)('takes what the policy service lets through to %s: %s %j', (server, _, given) => {
    const request = parseRequest(sentOn(server, given).toString());
    expect(converseInput(request, deploymentAt('https://bedrock.example', { guardrail: 'none' })).messages).toHaveLength(1);
  });

  it('knows no field that facts do not give its hosts', () => {
    const known = chatFields('converse', release).map(({ field }) => field);
    expect(Object.keys(requestForm.shape).filter((field) => !known.includes(field))).toEqual(['model', 'priority']);
  });
});
