import { any, type Form } from '../../../evidence/expected/differences.js';

/** Directives of what starts again for ever. */
export const always: Readonly<Record<string, Form>> = {
  '[Unit]Description': any,
  '[Unit]StartLimitIntervalSec': ['0'],
  '[Service]Restart': ['always'],
  '[Service]RestartSec': any,
};
export const toConsole: Readonly<Record<string, Form>> = { '[Service]StandardOutput': ['journal+console'], '[Service]StandardError': ['journal+console'] };
export const home: Readonly<Record<string, Form>> = { '[Service]Environment': ['HOME=/run/blueprint'] };
