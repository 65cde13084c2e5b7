import { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel/index.js';
import type { Construct } from 'constructs';

export interface EmailChannelsProps {
  /** Project that it is made in. */
  readonly project: string;
  /** E-mail addresses. */
  readonly addresses: readonly string[];
  /** Finance's labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A notification channel for each address. */
export function emailChannels(scope: Construct, { project, addresses, labels }: EmailChannelsProps): MonitoringNotificationChannel[] {
  return [...addresses].sort().map(
    (address) =>
      new MonitoringNotificationChannel(scope, address.replace(/[^A-Za-z0-9]/g, '-'), {
        project,
        type: 'email',
        displayName: address,
        // Settings of the channel. Its labels in finance's sense are `user_labels`.
        labels: { email_address: address },
        userLabels: { ...labels },
      }),
  );
}
