import { alwaysTheSame, type HostPresence } from '../shared/host-presence.js';
import type { AzureFleetHost } from './schema.js';

export const presence: HostPresence<AzureFleetHost> = alwaysTheSame;
