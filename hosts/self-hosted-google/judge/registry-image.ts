import type { GoogleFleetHost } from '../schema.js';

/** An image of the topology as nodes name it. */
export function registryImage({ region }: GoogleFleetHost, project: string, image: string): string {
  const [name = image, digest] = image.split('@');
  const pinned = digest === undefined ? name : `${name.replace(/:[^:/]+$/, '')}@${digest}`;
  return namesRegistry(image) ? pinned : `${region}-docker.pkg.dev/${project}/${pinned}`;
}

/** Whether an image is named in full, in a registry of the landing zone: a repository has no dot in its name. */
export function namesRegistry(image: string): boolean {
  return image.split('/')[0]?.includes('.') === true;
}
