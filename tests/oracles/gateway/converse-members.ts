import { readFileSync } from 'node:fs';

/** Members of a shape of Converse: those that the translator writes, and those that it never does. Each member of the SDK's shape is in one of them. */
interface Reviewed {
  readonly written: readonly string[];
  readonly never: readonly string[];
}

const request: Reviewed = {
  written: ['guardrailConfig', 'inferenceConfig', 'messages', 'modelId', 'system', 'toolConfig'],
  // Callers could steer by the first three, and the others have no word in the OpenAI protocol.
  never: [
    'additionalModelRequestFields',
    'performanceConfig',
    'serviceTier',
    'additionalModelResponseFieldPaths',
    'outputConfig',
    'promptVariables',
    'requestMetadata',
  ],
};

/** By shape, from the request down: only shapes of members that are written. */
export const reviewed: Readonly<Record<string, Reviewed>> = {
  ConverseRequest: request,
  ConverseStreamRequest: request,
  InferenceConfiguration: { written: ['maxTokens', 'stopSequences', 'temperature', 'topP'], never: [] },
  GuardrailConfiguration: { written: ['guardrailIdentifier', 'guardrailVersion', 'trace'], never: [] },
  GuardrailStreamConfiguration: { written: ['guardrailIdentifier', 'guardrailVersion', 'streamProcessingMode', 'trace'], never: [] },
  SystemContentBlock: { written: ['text'], never: ['cachePoint', 'guardContent'] },
  Message: { written: ['content', 'role'], never: [] },
  ContentBlock: {
    written: ['guardContent', 'image', 'text', 'toolResult', 'toolUse'],
    never: ['audio', 'cachePoint', 'citationsContent', 'document', 'reasoningContent', 'searchResult', 'toolAddition', 'toolRemoval', 'video'],
  },
  GuardrailConverseContentBlock: { written: ['image', 'text'], never: [] },
  GuardrailConverseTextBlock: { written: ['text'], never: ['qualifiers'] },
  GuardrailConverseImageBlock: { written: ['format', 'source'], never: [] },
  GuardrailConverseImageSource: { written: ['bytes'], never: [] },
  ImageBlock: { written: ['format', 'source'], never: ['error'] },
  // A place in S3 would be read by Bedrock, wherever it is.
  ImageSource: { written: ['bytes'], never: ['s3Location'] },
  ToolUseBlock: { written: ['input', 'name', 'toolUseId'], never: ['type'] },
  ToolResultBlock: { written: ['content', 'toolUseId'], never: ['status', 'type'] },
  ToolResultContentBlock: { written: ['text'], never: ['document', 'image', 'json', 'searchResult', 'video'] },
  ToolConfiguration: { written: ['toolChoice', 'tools'], never: [] },
  // A tool of the system is one that Bedrock runs itself, such as a search of the web.
  Tool: { written: ['toolSpec'], never: ['cachePoint', 'systemTool'] },
  ToolSpecification: { written: ['description', 'inputSchema', 'name'], never: ['strict'] },
  ToolInputSchema: { written: ['json'], never: [] },
  ToolChoice: { written: ['auto'], never: ['any', 'tool'] },
  AutoToolChoice: { written: [], never: [] },
};

const declarations = readFileSync('node_modules/@aws-sdk/client-bedrock-runtime/dist-types/models/models_0.d.ts', 'utf8');

/** Members of a shape as the installed SDK declares it, each with the shape of its value: of an interface, or of a union of one member each. */
export function declaredMembers(shape: string): ReadonlyMap<string, string> {
  const interfaceOf = new RegExp(`^export interface ${shape}(?: extends [^{]+)? \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(declarations)?.[1];
  const unionOf = new RegExp(`^export declare namespace ${shape} \\{\\n([\\s\\S]*?)^\\}`, 'm').exec(declarations)?.[1];
  const text = interfaceOf ?? unionOf;
  if (text === undefined) return new Map();
  const indent = unionOf === undefined ? 4 : 8;
  const members = [...text.matchAll(new RegExp(`^ {${indent}}(\\w+)\\??: (?!never)(\\w+)`, 'gm'))];
  return new Map(members.map(([, member = '', type = '']) => [member, type]));
}

/** Where the reviewed members and those of the installed SDK are not the same. */
export function unreviewed(): string[] {
  return Object.entries(reviewed).flatMap(([shape, { written, never }]) => {
    const declared = declaredMembers(shape);
    const known = [...written, ...never];
    const shapes = written.flatMap((member) => declared.get(member) ?? []).filter((type) => declaredMembers(type).size > 0 && reviewed[type] === undefined);
    return [
      ...[...declared.keys()].filter((member) => !known.includes(member)).map((member) => `nobody has looked at "${member}" of ${shape}: ${here}`),
      ...known.filter((member) => !declared.has(member)).map((member) => `${shape} has no "${member}" any more: ${here}`),
      ...shapes.map((type) => `nobody has looked at ${type}, which is written within ${shape}: ${here}`),
    ];
  });
}

/** Members of what a host received that are not among those that the translator writes. */
export function unwritten(value: unknown, shape: string): string[] {
  const known = reviewed[shape];
  if (Array.isArray(value)) return value.flatMap((one) => unwritten(one, shape));
  if (known === undefined || typeof value !== 'object' || value === null) return [];
  const declared = declaredMembers(shape);
  return Object.entries(value).flatMap(([member, inner]) =>
    known.written.includes(member) ? unwritten(inner, declared.get(member) ?? '') : [`"${member}" of ${shape}`],
  );
}

const here = 'tests/oracles/gateway/converse-members.ts';
