import { readFileSync } from 'node:fs';
import type { GatewayTarget } from '../../hosts/shared/host-gateway.js';
import { configurationDirectory } from '../places.js';
import { accessLog, spent } from './access-log.js';
import { extension, type Json } from './json.js';

/** The script, which is a file of the zone. */
export const attemptScript = readFileSync(new URL('attempt.lua', import.meta.url), 'utf8');

/** Takes off what neither host nor caller is to see, reads what an answer used, and says in our words what failed. */
export function attemptFilter(): Json {
  // The route is found before, and stays.
  return extension('envoy.filters.http.lua', 'envoy.extensions.filters.http.lua.v3.Lua', {
    clear_route_cache: false,
    default_source_code: { filename: `${configurationDirectory}/attempt.lua` },
  });
}

/** What the script has to know of a host, on its route. */
export function attemptMetadata({ price, server }: Pick<GatewayTarget, 'price' | 'server'>): Json {
  // What the translator refuses it says in words of ours, with the name of the field.
  const known = {
    ...(typeof price !== 'string' && { price: { input: price.input, output: price.output } }),
    ...(server.protocol === 'converse' && { words: 'ours' }),
    // Such a stream has no mark at its end: its last token says why it ends.
    ...(server.protocol === 'openai' && server.streamPath !== undefined && { ends: 'by reason' }),
  };
  return { metadata: { filter_metadata: { 'envoy.filters.http.lua': known } } };
}

/** The line of an attempt. `cost` in USD is missing where capacity is paid for, or no price is known. */
export function attemptLog(fields: Json): Json[] {
  return accessLog({
    ...fields,
    team: spent('team'),
    tokensIn: spent('tokensIn'),
    tokensOut: spent('tokensOut'),
    counted: spent('counted'),
    chunks: spent('chunks'),
    cost: spent('cost'),
    firstTokenMs: spent('firstTokenMs'),
    ended,
  });
}

/** Complete or refused as the script saw it; else whoever left first ended it. */
const ended = `%CEL(${[
  "has(metadata.filter_metadata.spend) && has(metadata.filter_metadata.spend.ended) && metadata.filter_metadata.spend.ended != 'open'",
  'metadata.filter_metadata.spend.ended',
].join(' ? ')} : (response.code_details.startsWith('downstream') ? 'cancelled' : 'cut'))%`;
