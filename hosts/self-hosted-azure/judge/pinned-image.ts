/** An image of the topology as nodes name it: by its digest, where it has one. */
export function pinnedImage(image: string): string {
  const [name = image, digest] = image.split('@');
  return digest === undefined ? name : `${name.replace(/:[^:/]+$/, '')}@${digest}`;
}
