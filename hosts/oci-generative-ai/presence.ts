export { alwaysTheSame as presence } from '../shared/host-presence.js';
