import type { PinnedImage } from '../../constructs/aws/tasks/pinned-image.js';

/** The account and region that a registry is in. */
export interface RegistryEnvironment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** An image of the topology as the account's own registry has it. */
export function registryImage(image: string, { account, region, partition, urlSuffix }: RegistryEnvironment): PinnedImage {
  const { repository, reference } = splitImage(image);
  return {
    image: `${account}.dkr.ecr.${region}.${urlSuffix}/${repository}${reference}`,
    repositoryArn: `arn:${partition}:ecr:${region}:${account}:repository/${repository}`,
  };
}

/** ECS takes a digest or a tag, not both: the digest decides, and without one the tag shows up where a rule sees it. */
function splitImage(image: string): { repository: string; reference: string } {
  const [name = image, digest] = image.split('@');
  const [repository = name, tag] = name.split(':');
  return { repository, reference: digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}` };
}
