import { metadata } from '../places.js';
import { extension, type Json } from './json.js';

/** Spend lines: one of a request, one of each attempt at a host, guard or search. None holds content. */
export function accessLog(fields: Json): Json[] {
  return [
    extension('envoy.access_loggers.stdout', 'envoy.extensions.access_loggers.stream.v3.StdoutAccessLog', {
      log_format: { json_format: { ...common, ...fields } },
    }),
  ];
}

const common = {
  at: '%START_TIME%',
  request: '%REQ(X-REQUEST-ID)%',
  status: '%RESPONSE_CODE%',
  durationMs: '%DURATION%',
  flags: '%RESPONSE_FLAGS%',
};

export const decided = (key: string) => `%DYNAMIC_METADATA(${metadata.decision}:${key})%`;
export const spent = (key: string) => `%DYNAMIC_METADATA(${metadata.spend}:${key})%`;
