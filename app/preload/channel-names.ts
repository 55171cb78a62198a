/** Names of what passes between a page's preload and the main process. */
export const CONNECT_CHANNEL = 'shilian:connect';
export const PORT_CHANNEL = 'shilian:port';
