/** A container image by digest, and the repository that a task may pull it from. */
export interface PinnedImage {
  /** Full name of the image, ending in its digest. */
  readonly image: string;
  /** ARN of its repository. */
  readonly repositoryArn: string;
}
