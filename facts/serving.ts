/** How a release is served with vLLM: layout on a node, containers, environment, node image. Source: serving.yaml. */
import type { Gpu } from './ec2.js';
import type { Precision } from './models.js';
import { type Row, table } from './read.js';
import type { Engine } from './versions.js';

/** Layout of a release on a node of `nodeGpus` GPUs. Lengths and batches in tokens. */
export type ServingLayout = Row<'serving', 'layouts'>;

/** Port and paths of an engine's container. */
export type EngineContainer = Row<'serving', 'containers'>;

/** The layout of a release in a precision on a GPU. */
export function servingLayout(release: string, precision: Precision, gpu: Gpu, use: ServingLayout['use'] = 'default'): ServingLayout | undefined {
  return table('serving', 'layouts').find((row) => row.release === release && row.precision === precision && row.gpu === gpu && row.use === use);
}

/** Environment that turns an engine's telemetry off. */
export function telemetryOff(engine: Engine = 'vllm'): Record<string, string> {
  const rows = table('serving', 'environment').filter((row) => row.engine === engine);
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}

/** Port, paths and image name of an engine. */
export function engineContainer(engine: Engine): EngineContainer {
  const row = table('serving', 'containers').find((one) => one.engine === engine);
  if (row === undefined) throw new Error(`facts/serving.yaml has no container of ${engine}`);
  return row;
}

/** Flag for the seconds that an engine finishes its requests in after SIGTERM. */
export function drainFlag(engine: Engine): string {
  const { drainFlag: flag } = engineContainer(engine);
  if (flag === undefined) throw new Error(`facts/serving.yaml names no drainFlag for ${engine}`);
  return flag;
}

/** Flags that an engine must not be given: they print prompts or run code of a repository. */
export function forbiddenFlags(engine: Engine): readonly string[] {
  const { forbiddenFlags: flags } = engineContainer(engine);
  if (flags === undefined) throw new Error(`facts/serving.yaml names no forbiddenFlags for ${engine}`);
  return flags;
}

/** The user without rights that the image of an engine has, and its home. */
export function engineUser(engine: Engine): { readonly user: string; readonly home: string } {
  const { user, home } = engineContainer(engine);
  if (user === undefined || home === undefined) throw new Error(`facts/serving.yaml names no user for ${engine}`);
  return { user, home };
}

/** Families of metrics worth collecting from an engine; everything else stays where it is. */
export function engineMetrics(engine: Engine): string[] {
  return table('serving', 'metrics')
    .filter((row) => row.engine === engine)
    .map((row) => row.metric);
}

/** SSM parameter of one release of a node image; undefined when the name is no release of a known image. */
export function nodeImageParameter(release: string): string | undefined {
  const family = table('serving', 'nodeImages').find((row) => row.releasePattern !== undefined && new RegExp(row.releasePattern).test(release));
  return family?.releaseParameter?.replace('{release}', release);
}
