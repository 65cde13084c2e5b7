import { unreviewed, unwritten } from '../converse-members.js';
import { holds, type Scenario } from '../scenario.js';
import type { Subject } from '../subject.js';
import { translated } from './failures.js';

/** A conversation that uses every kind of block that the OpenAI protocol has a word for. */
const rich = {
  messages: [
    { role: 'system', content: 'x' },
    { role: 'user', content: [{ type: 'text', text: 'y' }] },
    { role: 'assistant', content: 'z', tool_calls: [{ id: 'call', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }] },
    { role: 'tool', tool_call_id: 'call', content: 'sunny' },
  ],
  tools: [{ type: 'function', function: { name: 'weather', description: 'x', parameters: { type: 'object', properties: {} } } }],
};
const plain = {
  messages: [
    { role: 'system', content: 'x' },
    { role: 'user', content: 'y' },
  ],
  stream: true,
};

/** Every member of Converse's request and of what is within it, as the installed SDK declares it, is known here, and hosts see none but those that are written. */
export const converse: Scenario = {
  name: 'members of a Converse request, of the AWS SDK',
  judge: async (subject) => {
    const workloads = subject.workloads.filter(({ route }) => route.some((host) => translated(subject, host)));
    if (workloads.length === 0) return 'none here';
    const findings = unreviewed();
    for (const workload of workloads) findings.push(...(await received(subject, workload)));
    return findings;
  },
};

async function received(subject: Subject, { id, route }: Subject['workloads'][number]): Promise<string[]> {
  await subject.calm();
  const [first = ''] = route;
  // A host before Bedrock is full, so that Bedrock answers.
  if (!translated(subject, first)) subject.model(first).mood = { is: 'failing', status: 503 };
  const { tools, tool_choice, temperature, stop } = subject.local.files.policy.workloads[id]?.fields ?? {};
  const settings = { ...(temperature !== undefined && { temperature: 0.5 }), ...(stop !== undefined && { stop: ['z'] }) };
  const takesTools = tools !== undefined && tool_choice?.is === 'tool choice' && tool_choice.values.includes('auto');
  const asked = [await subject.ask(id, { ...plain, ...settings }), ...(takesTools ? [await subject.ask(id, rich)] : [])];
  const calls = route.filter((host) => translated(subject, host)).flatMap((host) => [...subject.callsOf(host)]);
  return [
    ...holds(
      asked.every(({ status }) => status === 200),
      `${id}: answered with ${asked.map(({ status, text }) => `${status} ${text.slice(0, 120)}`).join()}`,
    ),
    ...holds(calls.length === asked.length, `${id}: ${asked.length} requests became ${calls.length} calls of Bedrock`),
    ...calls.flatMap(({ path, body, mock }) =>
      unwritten(JSON.parse(body), path.endsWith('-stream') ? 'ConverseStreamRequest' : 'ConverseRequest').map((member) => `${id}: ${mock} gets ${member}`),
    ),
  ];
}
