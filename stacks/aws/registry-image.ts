import type { PinnedImage } from '../../constructs/aws/tasks/pinned-image.js';

/** The account and region that a registry is in. */
export interface RegistryEnvironment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

/** An image of the topology: as it is where it is named in full, else as the account's own registry has it. */
export function registryImage(image: string, { account, region, partition, urlSuffix }: RegistryEnvironment): PinnedImage {
  const [, registry = `${account}.dkr.ecr.${region}.${urlSuffix}`, owner = account, place = region, name = image] = named.exec(image) ?? [];
  const { repository, reference } = splitImage(name);
  return {
    image: `${registry}/${repository}${reference}`,
    repositoryArn: `arn:${partition}:ecr:${place}:${owner}:repository/${repository}`,
  };
}

/** A registry on Amazon ECR by its account and region, and what is in it. */
const named = /^((\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.[a-z]+)\/(.+)$/;

/** ECS takes a digest or a tag, not both: the digest decides, and without one the tag shows up where a rule sees it. */
function splitImage(image: string): { repository: string; reference: string } {
  const [name = image, digest] = image.split('@');
  const [repository = name, tag] = name.split(':');
  return { repository, reference: digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}` };
}
