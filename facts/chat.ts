/** What servers of chat completions mean by the fields of a request, and how much they read and write. Source: chat.yaml. */
import { type Row, table } from './read.js';

export type ChatServer = Row<'chat', 'fields'>['server'];
export type ChatField = Row<'chat', 'fields'>;

/** Fields that a server means as OpenAI defines them, for a release. A row of the release comes before one of every release. */
export function chatFields(server: ChatServer, release: string): readonly ChatField[] {
  const rows = table('chat', 'fields').filter((row) => row.server === server && (row.release === undefined || row.release === release));
  return rows.filter((row) => row.release !== undefined || !rows.some((other) => other.field === row.field && other.release !== undefined));
}

/** Tokens of prompt and answer together, and of an answer; undefined where facts do not know. */
export function chatLengths(server: ChatServer, release: string): { readonly contextTokens: number; readonly answerTokens: number } | undefined {
  const row = table('chat', 'lengths').find((one) => one.server === server && one.release === release);
  // Not the whole row: callers spread what they get into targets, which have a `server` of their own.
  return row === undefined ? undefined : { contextTokens: row.contextTokens, answerTokens: row.answerTokens };
}
