import { UnusableInput } from './configuration.js';

/** The path at which ECS hands out the credentials of this task. Its host is in the file of the process. */
const credentialsPath = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';

/** What an environment may say to a process of the gateway. */
export interface TaskEnvironment {
  /** Path of the task's credentials, as `/v2/credentials/<id>`. */
  readonly credentialsPath: string;
}

/** Takes from the environment of a container what a process of the gateway may know. */
export function taskEnvironment({ [credentialsPath]: path }: NodeJS.ProcessEnv): TaskEnvironment {
  if (path === undefined || !/^\/[\w/.-]+$/.test(path)) {
    throw new UnusableInput(`${credentialsPath} must be a path that begins with a slash: ECS sets it in every task that has a task role.`);
  }
  return { credentialsPath: path };
}

/**
 * The environment that workers are started with: this and nothing else, so that no variable chooses a region, an endpoint, a proxy, a
 * profile, a token or an option of Node. The SDK looks for files in the home directory too: there is none.
 */
export function workerEnvironment({ credentialsPath: path }: TaskEnvironment): Record<string, string> {
  return { [credentialsPath]: path, AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', HOME: '/nonexistent' };
}
