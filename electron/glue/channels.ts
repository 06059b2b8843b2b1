/** The two IPC channels of the product; preload and main know no other. */
export const CALL_CHANNEL = 'host:call';
export const EVENT_CHANNEL = 'host:event';
