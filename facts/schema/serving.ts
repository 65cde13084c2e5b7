import { z } from 'zod';
import { amount, count, day, engine, gpu, name, pattern, precision, release, row, sourceKey, text, version } from './row.js';

const flag = z.string().regex(/^--[a-z][a-z0-9-]*(=\S+)?$/, 'a command line flag, such as --async-scheduling');
const path = z.string().regex(/^\/\S*$/, 'a path that begins with /');

export const serving = {
  layouts: row('Layout of a release on a node of nodeGpus GPUs; lengths and batches in tokens', {
    release,
    precision,
    gpu,
    use: z.enum(['default', 'tight-tpot']),
    tensorParallel: count,
    replicasPerNode: count,
    nodeGpus: count,
    maxModelLen: count,
    maxModelLenUpper: count.optional().describe('What the hardware was said to hold'),
    kvCacheDtype: z.enum(['auto', 'fp8']),
    maxNumBatchedTokens: count.optional(),
    flags: z.array(flag),
    flagsSource: sourceKey.optional(),
  }),
  versions: row('A version bound of an engine and what it is for', {
    engine,
    what: text,
    minimumVersion: version.optional(),
    newestVersion: version.optional(),
    flags: z.array(flag).optional(),
    rejectStatus: z.int().min(100).max(599).optional().describe('HTTP status of a refused request'),
    line: name.optional(),
    builtAfter: day.optional(),
  }),
  environment: row("A variable that turns an engine's telemetry off", { engine, name, value: z.string(), use: text }),
  containers: row("Port and paths of an engine's container", {
    engine,
    image: name,
    port: z.int().min(1).max(65_535),
    healthPath: path,
    readinessPath: path.optional(),
    metricsPath: path.optional(),
    drainPath: path.optional(),
    drainFlag: flag.optional(),
    forbiddenFlags: z.array(flag).optional(),
    user: z
      .string()
      .regex(/^\d+:\d+$/, 'user:group, as numbers')
      .optional()
      .describe('The user without rights that the image has for the engine'),
    home: path.optional().describe("That user's home"),
    userSource: sourceKey.optional(),
  }),
  overheads: row('GPU memory that an engine holds besides weights and cache', { engine, gpuMemoryGB: amount.describe('10^9 bytes per GPU') }),
  metrics: row('A family of metrics that an engine reports, and what it is for', {
    engine,
    metric: name,
    use: z.enum(['scale', 'load', 'alarm', 'objective', 'overflow', 'chargeback']),
  }),
  deniedVersions: row('A refused version, or a range of them', {
    package: z.enum(['envoy', 'litellm', 'vllm']),
    version: version.optional(),
    from: version.optional().describe('Inclusive; none: from the first'),
    below: version.optional().describe('Exclusive: the fix'),
    reason: text,
  }),
  nodeImages: row('A family of node images and where its releases are published', {
    image: name,
    parameter: path.optional().describe('SSM parameter of whichever release is recommended today'),
    releaseParameter: path.optional().describe('SSM parameter of one release, with {release} for its name'),
    releasePattern: pattern.optional(),
    container: name.optional(),
  }),
};
