import { containersOf } from '../../evidence/containers/containers.js';
import { blocks, type Resource } from '../../evidence/synthesized/stack.js';
import { defaultWait, longestWait } from '../../facts/waits.js';
import type { Rule } from '../rule.js';

/** Flag with which an engine is given time for running requests after SIGTERM. */
const drainFlag = '--shutdown-timeout';

export const rule: Rule = {
  id: 'capacity/stop-timeout',
  severity: 'error',
  title: 'A container is not killed before what it drains may end.',
  why: 'On Fargate ECS kills a container 120 s after SIGTERM at the latest, and after 30 s where its definition says nothing; a longer stopTimeout is refused at deployment. Anything that drains longer cuts its streams.',
  fix: 'Set StopTimeout above the drain and, on Fargate, at most 120; what has to drain longer leaves its load balancer first, or runs on nodes (docs/timeouts.md).',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  *resource(resource) {
    if (resource.type !== 'AWS::ECS::TaskDefinition') return;
    const fargate = onFargate(resource);
    const definitions = blocks(resource.properties['ContainerDefinitions']);
    for (const [index, container] of containersOf(resource).entries()) {
      const declared = definitions[index]?.['StopTimeout'];
      const at = { path: resource.origin, resource };
      const stop = declared === undefined ? (fargate ? defaultWait('fargate-stop') : undefined) : Number(declared);
      // Without one a node's agent decides, for longer than any task definition may say.
      if (stop === undefined) continue;
      if (Number.isNaN(stop)) yield { ...at, message: `Container ${container.name} has a StopTimeout that cannot be read.` };
      if (fargate && stop > longestWait('fargate-stop'))
        yield { ...at, message: `Container ${container.name} on Fargate has a StopTimeout of ${stop} s. Allowed: at most ${longestWait('fargate-stop')}.` };
      const drain = drainOf(container.arguments);
      if (Number.isNaN(drain)) yield { ...at, message: `Container ${container.name} has a ${drainFlag} that cannot be read.` };
      else if (drain > 0 && drain >= stop)
        yield {
          ...at,
          message: `Container ${container.name} drains for ${drain} s and is killed ${stop} s after SIGTERM. Allowed: a drain that ends earlier.`,
        };
    }
  },
};

/** Seconds for running requests, given with `=` or as the next word; 0 without the flag, not a number where they cannot be read. */
function drainOf(words: readonly string[]): number {
  const seconds = words.flatMap((word, index) => {
    if (word === drainFlag) return [words[index + 1] ?? ''];
    return word.startsWith(`${drainFlag}=`) ? [word.slice(drainFlag.length + 1)] : [];
  });
  return Math.max(0, ...seconds.map((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN)));
}

/** Whether a task may run there, by its own word. Where that cannot be read, it may. */
function onFargate({ properties }: Resource): boolean {
  const compatibilities = properties['RequiresCompatibilities'];
  if (compatibilities === undefined) return false;
  return !Array.isArray(compatibilities) || compatibilities.some((one) => one !== 'EC2' && one !== 'EXTERNAL');
}
