import { describe, expect, it } from 'vitest';
import type { Json } from '../../../support/documents.js';
import { answering } from './answering.js';
import { found, says } from './beside.js';

const { beside, answer } = answering();

describe('an answer in one piece', () => {
  const choice = (content: string, index = 0) => ({ index, message: { role: 'assistant', content, tool_calls: [] }, logprobs: null, finish_reason: 'stop' });
  const whole = { id: 'x', object: 'chat.completion', choices: [choice('fine'), choice('a bomb', 1)], usage: { prompt_tokens: 1, completion_tokens: 2 } };
  const got = async (model: string, body: unknown) => {
    const { send, last } = await answer(model, 'application/json');
    await send(typeof body === 'string' ? body : JSON.stringify(body), true);
    const { immediateResponse, responseBody } = last();
    if (immediateResponse !== undefined) return { status: immediateResponse.status.code, code: JSON.parse(String(immediateResponse.body)).error.code };
    const { bodyMutation, headerMutation } = responseBody.response;
    expect(String(headerMutation.setHeaders[0].header.rawValue)).toBe(String(bodyMutation.body.length));
    return JSON.parse(String(bodyMutation.body));
  };

  it('is passed where all of it is safe', async () => {
    expect(await got('buffered', whole)).toEqual(whole);
  });

  it('is passed unjudged where it says nothing', async () => {
    beside.answer = ({ body }) => says(body.messages.length > 1 ? 'unsafe' : 'safe');
    const silent = { ...whole, choices: [choice('')] };
    expect(await got('buffered', silent)).toEqual(silent);
  });

  it('loses the choices that are not safe', async () => {
    beside.answer = ({ body }) => says(JSON.stringify(body).includes('bomb') ? 'unsafe\nS9' : 'safe');
    expect(await got('windows', whole)).toEqual({
      ...whole,
      choices: [choice('fine'), { index: 1, message: { role: 'assistant', content: '', refusal: null }, logprobs: null, finish_reason: 'content_filter' }],
    });
  });

  it('is judged by Model Armor beside the prompt', async () => {
    beside.answer = ({ to }) => found(to.endsWith('sanitizeModelResponse') ? 'MATCH_FOUND' : 'NO_MATCH_FOUND');
    const { choices } = await got('armored', whole);
    expect(choices.map(({ finish_reason }: Json) => finish_reason)).toEqual(['content_filter', 'content_filter']);
    expect(beside.asked[0]).toMatchObject({
      to: 'armor.test/v1/projects/p/locations/l/templates/t:sanitizeModelResponse',
      body: { modelResponseData: { text: 'fine' }, userPrompt: 'hello' },
    });
  });

  it('is not passed without a verdict', async () => {
    beside.answer = ({ body }) => (body.messages.length > 1 ? { status: 500, body: '' } : says('safe'));
    expect(await got('buffered', whole)).toEqual({ status: 503, code: 'guard_unavailable' });
  });

  it.each(['{"choices":', '[]', 'null', '{"text":"x"}', '{"choices":{}}'])('is not passed as %s', async (body) => {
    expect(await got('buffered', body)).toEqual({ status: 502, code: 'host_answer_unreadable' });
  });
});
