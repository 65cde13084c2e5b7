import type { ServerResponse } from 'node:http';
import { type Asked, json, type Loopback, loopback } from './loopback.js';

const soon = (seconds: number) => new Date(Date.now() + 1_000 * seconds).toISOString().replace(/\.\d+Z/, 'Z');

/** What ECS hands out at `/v2/credentials/<id>`. */
export function taskRole(response: ServerResponse): void {
  json(response, 200, {
    RoleArn: 'arn:aws:iam::111122223333:role/task',
    AccessKeyId: 'TASK',
    SecretAccessKey: 'task-secret',
    Token: 'task-token',
    Expiration: soon(3_600),
  });
}

/** STS's answer to AssumeRole: credentials named after the role. */
export function assumedRole(asked: Asked, response: ServerResponse, seconds = 3_600): void {
  const role = new URLSearchParams(asked.text).get('RoleArn')?.split('/').at(-1) ?? 'none';
  response
    .writeHead(200, { 'content-type': 'text/xml' })
    .end(
      `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>AK-${role}</AccessKeyId><SecretAccessKey>secret-of-${role}</SecretAccessKey><SessionToken>session-of-${role}</SessionToken><Expiration>${soon(seconds)}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    );
}

/** Every service of AWS that a process asks, on one address; `answer` has what is neither credentials nor AssumeRole. */
export function awsLoopback(answer: (asked: Asked, response: ServerResponse) => void): Promise<Loopback> {
  return loopback((asked, response) => {
    if (asked.path.startsWith('/v2/credentials/')) return taskRole(response);
    if (asked.text.startsWith('Action=AssumeRole&') || asked.text.includes('&Action=AssumeRole&')) return assumedRole(asked, response);
    answer(asked, response);
  });
}
