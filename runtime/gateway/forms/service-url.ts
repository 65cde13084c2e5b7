import { z } from 'zod';

/** Hosts that never leave the task: loopback, and the address at which ECS hands out the credentials of a task. */
const withinTask = /^(127(\.\d{1,3}){3}|localhost|\[::1\]|169\.254\.170\.2)$/;

/** URL of something that is asked for. TLS, except within the task: prompts and credentials go there. */
export const secureUrl = z.url().refine((text) => {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && withinTask.test(hostname));
}, 'must begin with https://; http is allowed for loopback alone');

/** Base URL of a service, without path. */
export const serviceUrl = secureUrl.refine((text) => {
  const { pathname, search } = new URL(text);
  return pathname === '/' && search === '';
}, 'must be https://<host> without path');
