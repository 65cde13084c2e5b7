import type { LoadedTopology } from '../../topology/load.js';
import { loadTopology } from '../../topology/load.js';
import { defaultTopology } from './defaults.js';
import { explainFailure } from './failure.js';

/** What an app receives from outside: `-c topology=…`, `-c asOf=…`, or the variables of the same meaning. */
export interface AppContext {
  readonly asOf?: string;
}

/** Runs one application on the topology it is given, with the exit codes of the command line. */
export async function runApp(run: (loaded: LoadedTopology, context: AppContext) => Promise<number>): Promise<void> {
  try {
    const context = commandLineContext();
    const asOf = context['asOf'] ?? process.env['BLUEPRINT_AS_OF'];
    const loaded = loadTopology(context['topology'] ?? process.env['BLUEPRINT_TOPOLOGY'] ?? defaultTopology);
    process.exitCode = await run(loaded, asOf === undefined ? {} : { asOf });
  } catch (error) {
    process.exitCode = explainFailure(error);
  }
}

/** Context that the CDK command line hands to its app. */
function commandLineContext(): Readonly<Record<string, string | undefined>> {
  const json = process.env['CDK_CONTEXT_JSON'];
  return json === undefined ? {} : (JSON.parse(json) as Record<string, string>);
}
