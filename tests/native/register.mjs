import { register } from 'node:module';
import { variable } from './variable.mjs';

register('./hooks.mjs', import.meta.url, { data: { root: new URL('../../', import.meta.url).href, files: process.env[variable] } });
