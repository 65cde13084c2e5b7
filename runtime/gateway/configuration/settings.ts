import { z } from 'zod';
import { taskCredentials } from '../aws/task-credentials.js';
import { UnusableInput } from '../process/configuration.js';
import { taskEnvironment } from '../process/environment.js';

const form = z.object({
  CONFIGURATION_BUCKET: z.string().min(3),
  CONFIGURATION_KEY: z.string().min(1),
  CONFIGURATION_SHA256: z.string().regex(/^[0-9a-f]{64}$/),
  CONFIGURATION_DIRECTORY: z.string().startsWith('/'),
  S3_ENDPOINT: z.url(),
  S3_REGION: z.string().min(1),
  TASK_ROLE_ENDPOINT: z.url(),
});

/** Which object the task is configured by, as its definition says. */
export interface Settings {
  readonly bucket: string;
  readonly key: string;
  /** SHA-256 of the object, in hex. */
  readonly sha256: string;
  readonly directory: string;
  readonly place: { readonly region: string; readonly endpoint: string };
  readonly task: ReturnType<typeof taskCredentials>;
}

/** Reads the environment of the container. Throws `UnusableInput`, with names and no values. */
export function settings(env: NodeJS.ProcessEnv): Settings {
  const parsed = form.safeParse(env);
  if (!parsed.success) throw new UnusableInput(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const { CONFIGURATION_BUCKET: bucket, CONFIGURATION_KEY: key, CONFIGURATION_SHA256: sha256, CONFIGURATION_DIRECTORY: directory, ...rest } = parsed.data;
  return {
    bucket,
    key,
    sha256,
    directory,
    place: { region: rest.S3_REGION, endpoint: rest.S3_ENDPOINT },
    task: taskCredentials(rest.TASK_ROLE_ENDPOINT, taskEnvironment(env).credentialsPath),
  };
}
