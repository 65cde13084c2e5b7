import { z } from 'zod';

/** In Artifact Registry a repository holds several images. */
export const registryImage = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*(\/[a-z0-9][a-z0-9._-]*)+(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?$/, 'repository/image:tag@sha256:digest');
