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

/** A proxy that TLS passes through: what it is told is a host and a port. Without user and password, which nothing here keeps secret. */
export const proxyUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { pathname, search, username, password } = new URL(text);
  return pathname === '/' && search === '' && username === '' && password === '';
}, 'must be http(s)://<host>:<port>, without path, user and password');
