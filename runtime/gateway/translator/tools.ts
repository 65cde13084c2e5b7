import type { Tool, ToolConfiguration } from '@aws-sdk/client-bedrock-runtime';
import { badRequest } from './refusal.js';
import type { ChatRequest } from './request.js';

/** Of a tool without parameters, for which Converse wants a schema all the same. */
const noParameters = { type: 'object', properties: {} };

/** Tools as Converse takes them, or nothing. For Llama it has `auto` alone. */
export function toolConfig({ tools, tool_choice, messages }: ChatRequest): ToolConfiguration | undefined {
  const used = messages.some((message) => message.role === 'tool' || (message.role === 'assistant' && message.tool_calls !== undefined));
  if (tools === undefined) {
    if (tool_choice === 'auto') throw badRequest('tool_choice', 'auto needs tools.');
    if (used) throw badRequest('tools', 'Messages hold calls of tools. Send the tools that they are calls of.');
    return undefined;
  }
  if (tool_choice === 'none') {
    if (used) throw badRequest('tool_choice', 'none is not possible where messages hold calls of tools: this host then needs the tools.');
    return undefined;
  }
  return { tools: tools.map(toolSpec), toolChoice: { auto: {} } };
}

function toolSpec({ function: { name, description, parameters } }: NonNullable<ChatRequest['tools']>[number]): Tool {
  return { toolSpec: { name, ...(description !== undefined && { description }), inputSchema: { json: parameters ?? noParameters } } };
}
