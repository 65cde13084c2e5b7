import type { EnvoyBootstrap } from './envoy-schema.js';
import { managersOf } from './listeners.js';

/** What access logs may hold: times, sizes, ends, names, and what a script counted. Everything else may be content, or lead to it. */
const harmless = [
  /^%START_TIME(\([^)]*\))?%$/,
  /^%REQ\((X-REQUEST-ID|X-GW-TEAM)\)%$/i,
  /^%(RESPONSE_CODE|RESPONSE_CODE_DETAILS|RESPONSE_FLAGS|DURATION|REQUEST_DURATION|RESPONSE_DURATION|BYTES_RECEIVED|BYTES_SENT|UPSTREAM_REQUEST_ATTEMPT_COUNT)%$/,
  /^%DYNAMIC_METADATA\((gateway|spend):[A-Za-z]+\)%$/,
  /^%METADATA\(ROUTE:gateway:[a-z]+\)%$/,
  // An expression over what else this list allows.
  /^%CEL\([^"`]*\)%$/,
  /^[^%]*$/,
];

/** Within an expression: what it may look at. */
const looksAt = /\b(request|response|connection|upstream|source|destination|xds|filter_state|metadata)\.[A-Za-z_.]+/g;
const allowedThere = /^(metadata\.filter_metadata\.(spend|gateway)(\.[A-Za-z]+)?|response\.(code|flags|code_details)(\.startsWith)?)$/;

/** Log lines that may hold content. */
export function* logProblems(envoy: EnvoyBootstrap): Iterable<string> {
  for (const listener of envoy.static_resources.listeners) {
    for (const { typed_config } of managersOf(listener).flatMap(({ access_log }) => access_log ?? [])) {
      for (const [field, value] of Object.entries(typed_config.log_format.json_format)) {
        const text = String(value);
        const stray = text.startsWith('%CEL') ? (text.match(looksAt) ?? []).filter((one) => !allowedThere.test(one)) : [];
        if (harmless.some((form) => form.test(text)) && stray.length === 0) continue;
        yield `The log of ${listener.name} writes ${field} = ${text}. Allowed: times, codes, sizes, names, and what was counted.`;
      }
    }
  }
}
