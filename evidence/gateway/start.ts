import type { EnvoyBootstrap } from './envoy-schema.js';
import type { GatewayZone } from './zone.js';

/** Levels at which Envoy prints nothing that passes it. From `debug` on it prints headers, and what the policy service answers. */
const quiet: readonly string[] = ['info', 'warning', 'warn', 'error', 'critical', 'off'];

/** How a level is given: for all, or by component as `ext_proc:debug,http:info`. */
const levels = /^(?:-l|--log-level|--component-log-level)(?:=(.*))?$/;

/** Levels of the log at which Envoy is started that print prompts or keys. */
export function* loudLevels({ processes }: GatewayZone): Iterable<string> {
  const given = processes?.envoy.arguments ?? [];
  let said = false;
  for (const [index, argument] of given.entries()) {
    const found = levels.exec(argument);
    if (found === null) continue;
    const value = found[1] ?? given[index + 1] ?? '';
    const all = value.split(',').map((part) => part.split(':').at(-1) ?? '');
    said ||= !argument.startsWith('--component');
    for (const level of all.filter((one) => !quiet.includes(one)))
      yield `Envoy is started with log level ${level}, at which it prints prompts. Allowed: ${quiet.join(', ')}.`;
  }
  if (processes !== undefined && !said) yield 'Envoy is started without --log-level. Allowed: one of which is known what it prints.';
}

/** What Envoy's administration may be asked for: readiness and numbers, and that it drains. Others print configuration, headers of requests or memory, change the level of the log, or end the process. */
const asked = ['/healthcheck/fail', '/drain_listeners', '/drain_listeners?graceful', '/ready', '/clusters', '/server_info', '/stats', '/stats/prometheus'];

/** Paths of Envoy 1.40's administration that nobody may ask for. */
const dangerous = [
  ...['/logging', '/config_dump', '/init_dump', '/runtime_modify', '/runtime', '/quitquitquit', '/tap', '/contention', '/certs', '/listeners', '/memory'],
  ...['/cpuprofiler', '/heapprofiler', '/heap_dump', '/allocprofiler', '/hot_restart_version', '/reset_counters', '/reopen_logs', '/stats/recentlookups'],
  ...['/healthcheck/ok', '/help', '/', '/logging?level=debug', '/logging?paths=ext_proc:debug', '/drain_listeners?skip_exit'],
];

/** Paths of the administration that are open and must not be. */
export function* openAdministration({ admin }: EnvoyBootstrap): Iterable<string> {
  if (admin === undefined) return;
  const matchers = admin.allow_paths;
  const open = matchers === undefined ? dangerous : dangerous.filter((path) => matchers.some((matcher) => matches(matcher, path)));
  if (open.length > 0) yield `Envoy’s administration answers ${open.join(', ')}. Allowed: ${asked.join(', ')}.`;
}

type Matcher = NonNullable<NonNullable<EnvoyBootstrap['admin']>['allow_paths']>[number];

function matches(matcher: Matcher, path: string): boolean {
  if ('exact' in matcher) return path === matcher.exact;
  try {
    // Envoy matches whole texts.
    return new RegExp(`^(?:${matcher.safe_regex.regex})$`).test(path);
  } catch {
    // What cannot be read here may match anything there.
    return true;
  }
}
