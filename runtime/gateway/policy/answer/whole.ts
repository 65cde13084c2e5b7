import { type AnswerReading, type Choice, choicesOf, judgeAnswer, saidIn, unreadable } from './reading.js';

/** An answer in one piece: judged, then with its citations. Throws a `Refusal`. */
export async function readWhole(body: Uint8Array, reading: AnswerReading): Promise<Buffer> {
  const answer = parsed(body);
  reading.meter?.whole(answer);
  const choices = reading.guards.length === 0 ? choicesOf(answer) : await Promise.all(choicesOf(answer).map((choice) => judged(choice, reading)));
  return Buffer.from(JSON.stringify({ ...answer, choices, ...(reading.citations !== undefined && { citations: reading.citations }) }));
}

async function judged(choice: Choice, reading: AnswerReading): Promise<Choice> {
  const said = saidIn(choice['message']);
  if (said === '' || (await judgeAnswer(reading, said)).safe) return choice;
  return { index: choice.index, message: { role: 'assistant', content: '', refusal: null }, logprobs: null, finish_reason: 'content_filter' };
}

function parsed(body: Uint8Array): object {
  try {
    const answer: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // The parser's text quotes the answer.
  }
  throw unreadable();
}
