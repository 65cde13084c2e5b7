import { z } from 'zod';

/** Names of files as the gateway's directory has them: no way out of it. */
const path = z.string().regex(/^([a-z0-9][a-z0-9.-]*\/)?[a-z0-9][a-z0-9.-]*$/, 'a file, or one in a folder');

/** All files of a zone's gateway as one object: `gateway/configuration.ts` writes it, `runtime/gateway/configuration` takes it apart. */
export const configurationForm = z.strictObject({
  version: z.literal(1),
  zone: z.string().min(1),
  /** Text by path in the directory of the configuration. */
  files: z.record(path, z.string()),
});

export type ConfigurationForm = z.infer<typeof configurationForm>;
