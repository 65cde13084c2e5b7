import { type HostGateway, unprovisioned } from '../shared/host-gateway.js';
import type { AzureFleetHost } from './schema.js';

export const gateway: HostGateway<AzureFleetHost> = unprovisioned;
