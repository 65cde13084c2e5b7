import { type CloudWatchLogsClient, GetQueryResultsCommand, StartQueryCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { SpendLog } from './sources.js';
import type { DayUse } from './usage.js';

/**
 * Spend lines of a UTC day, added up where they are: a month of them is a hundred gigabytes. By the time in the line, not that of the log, so that a line of
 * the last second of a month counts there. What counts is what counts in `query/usage.sql`.
 */
export const queryOf = (day: string): string =>
  [
    `filter at like /^${day}T/ and kind in ["attempt", "guard"] and ended != "refused"`,
    'fields coalesce(tokensIn, 0) + coalesce(tokensOut, 0) as tokens, substr(at, 0, 16) as minute',
    'stats sum(tokens) as inMinute by workload, host, minute',
    'stats sum(inMinute) as total, max(inMinute) as busiest by workload, host',
    'limit 10000',
  ].join(' | ');

const dayMs = 86_400_000;

/** Asks one log for a day. `pause`: milliseconds between looks; a query that does not end is given up with an error. */
export async function spendOf(client: CloudWatchLogsClient, { logGroup }: Pick<SpendLog, 'logGroup'>, day: string, pause = 1_000): Promise<DayUse[]> {
  const start = Date.parse(`${day}T00:00:00Z`);
  const query = {
    logGroupName: logGroup,
    queryString: queryOf(day),
    startTime: start / 1000,
    // The log has a line's own time from when it was written, at the end of an answer.
    endTime: (start + dayMs) / 1000 + 7_200,
  };
  const { queryId } = await client.send(new StartQueryCommand(query));
  for (let look = 0; look < 120; look++) {
    const { status, results } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Complete') return (results ?? []).map((fields) => useOf(day, fields));
    if (status !== 'Running' && status !== 'Scheduled') throw new Error(`${logGroup}: the query of ${day} ended as ${status ?? 'nothing'}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error(`${logGroup}: the query of ${day} has not ended`);
}

function useOf(day: string, fields: readonly { readonly field?: string; readonly value?: string }[]): DayUse {
  const value = (name: string) => fields.find(({ field }) => field === name)?.value ?? '';
  const [tokens, busiestMinute] = [Number(value('total') || Number.NaN), Number(value('busiest') || Number.NaN)];
  if (!Number.isFinite(tokens) || !Number.isFinite(busiestMinute)) throw new Error(`a row of the query of ${day} has no number of tokens`);
  return { day, host: value('host'), workload: value('workload'), tokens, busiestMinute };
}
