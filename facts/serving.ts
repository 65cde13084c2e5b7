/** How a release is served with vLLM: layout on a node, containers, environment, node image. Source: serving.yaml. */
import type { Gpu } from './ec2.js';
import type { Precision } from './models.js';
import { type Fact, table } from './read.js';
import type { Engine } from './versions.js';

/** Layout of a release on a node of `nodeGpus` GPUs. Lengths and batches in tokens. */
export interface ServingLayout extends Fact {
  readonly release: string;
  readonly precision: Precision;
  readonly gpu: Gpu;
  readonly use: 'default' | 'tight-tpot';
  readonly tensorParallel: number;
  readonly replicasPerNode: number;
  readonly nodeGpus: number;
  readonly maxModelLen: number;
  /** What the hardware was said to hold. */
  readonly maxModelLenUpper?: number;
  readonly kvCacheDtype: 'auto' | 'fp8';
  readonly maxNumBatchedTokens?: number;
  readonly flags: readonly string[];
  readonly flagsSource?: string;
}

/** Port and paths of an engine's container. */
export interface EngineContainer extends Fact {
  readonly engine: Engine;
  readonly image: string;
  readonly port: number;
  readonly healthPath: string;
  readonly readinessPath?: string;
  readonly metricsPath?: string;
  readonly drainPath?: string;
  readonly drainFlag?: string;
  readonly forbiddenFlags?: readonly string[];
  /** Numbers of the user without rights that the image has for the engine, `user:group`, and that user's home. */
  readonly user?: string;
  readonly home?: string;
  readonly userSource?: string;
}

/** A family of node images and where its releases are published. */
interface NodeImage extends Fact {
  readonly image: string;
  /** SSM parameter of whichever release is recommended today. */
  readonly parameter?: string;
  /** SSM parameter of one release, with `{release}` for its name. */
  readonly releaseParameter?: string;
  readonly releasePattern?: string;
}

/** A family of metrics that an engine reports, and what it is for. */
interface EngineMetric extends Fact {
  readonly engine: Engine;
  readonly metric: string;
  readonly use: 'scale' | 'load' | 'alarm' | 'objective' | 'overflow' | 'chargeback';
}
type EnvironmentValue = Fact & {
  readonly engine: Engine;
  readonly name: string;
  readonly value: string;
};

/** The layout of a release in a precision on a GPU. */
export function servingLayout(release: string, precision: Precision, gpu: Gpu, use: ServingLayout['use'] = 'default'): ServingLayout | undefined {
  return table<ServingLayout>('serving', 'layouts').find((row) => row.release === release && row.precision === precision && row.gpu === gpu && row.use === use);
}

/** Environment that turns an engine's telemetry off. */
export function telemetryOff(engine: Engine = 'vllm'): Record<string, string> {
  const rows = table<EnvironmentValue>('serving', 'environment').filter((row) => row.engine === engine);
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}

/** Port, paths and image name of an engine. */
export function engineContainer(engine: Engine): EngineContainer | undefined {
  return table<EngineContainer>('serving', 'containers').find((row) => row.engine === engine);
}

/** The user without rights that the image of an engine has, and its home. */
export function engineUser(engine: Engine): { readonly user: string; readonly home: string } {
  const { user, home } = engineContainer(engine) ?? {};
  if (user === undefined || home === undefined) throw new Error(`facts/serving.yaml names no user for ${engine}`);
  return { user, home };
}

/** Families of metrics worth collecting from an engine; everything else stays where it is. */
export function engineMetrics(engine: Engine): string[] {
  return table<EngineMetric>('serving', 'metrics')
    .filter((row) => row.engine === engine)
    .map((row) => row.metric);
}

/** SSM parameter of one release of a node image; undefined when the name is no release of a known image. */
export function nodeImageParameter(release: string): string | undefined {
  const family = table<NodeImage>('serving', 'nodeImages').find((row) => row.releasePattern !== undefined && new RegExp(row.releasePattern).test(release));
  return family?.releaseParameter?.replace('{release}', release);
}
