import { readFileSync } from 'node:fs';
import type { Scenario } from '../scenario.js';
import { translated } from './failures.js';

/** Members of a request to Converse that the translator writes. */
const written = ['inferenceConfig', 'messages', 'modelId', 'guardrailConfig', 'system', 'toolConfig'];

/** Members that it never writes, because a caller could steer by them or because nothing here has a word for them. */
const never = [
  'additionalModelRequestFields',
  'additionalModelResponseFieldPaths',
  'outputConfig',
  'performanceConfig',
  'promptVariables',
  'requestMetadata',
  'serviceTier',
];

const declarations = 'node_modules/@aws-sdk/client-bedrock-runtime/dist-types/models/models_0.d.ts';

/** Every member of Converse's request, as the installed SDK declares it, is known here, and hosts see none but those that are written. */
export const converse: Scenario = {
  name: 'members of a Converse request, of the AWS SDK',
  judge: async (subject) => {
    const workloads = subject.workloads.filter(({ route }) => route.some((host) => translated(subject, host)));
    if (workloads.length === 0) return 'none here';
    const known = [...written, ...never];
    const declared = ['ConverseRequest', 'ConverseStreamRequest'].flatMap(membersOf);
    const findings = [...new Set(declared)]
      .filter((name) => !known.includes(name))
      .map((name) => `nobody has looked at "${name}" of Converse: tests/oracles/gateway/scenarios/converse.ts`);
    findings.push(...known.filter((name) => !declared.includes(name)).map((name) => `Converse has no "${name}" any more`));
    await subject.calm();
    for (const { id, route } of workloads) {
      const [first = ''] = route;
      // A host before Bedrock is full, so that Bedrock answers.
      if (!translated(subject, first)) subject.model(first).mood = { is: 'failing', status: 503 };
      await subject.ask(id, {
        messages: [
          { role: 'system', content: 'x' },
          { role: 'user', content: 'y' },
        ],
        temperature: 0.5,
        stop: ['z'],
        stream: true,
      });
      for (const host of route.filter((one) => translated(subject, one))) {
        const sent = subject.callsOf(host).flatMap(({ body }) => Object.keys(JSON.parse(body)));
        if (sent.length === 0) findings.push(`${id}: ${host} was not called`);
        findings.push(...sent.filter((name) => !written.includes(name)).map((name) => `${id}: ${host} gets "${name}"`));
      }
    }
    return findings;
  },
};

/** Members of an interface, as its declaration lists them. */
function membersOf(name: string): string[] {
  const [, body = ''] = new RegExp(`export interface ${name} \\{\\n([\\s\\S]*?)\\n\\}`).exec(readFileSync(declarations, 'utf8')) ?? [];
  return [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, member = '']) => member);
}
