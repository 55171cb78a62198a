/** Version of the envelope and of every request and notification. A peer of another version is told so and let go. */
export const PROTOCOL_VERSION = 1;

/**
 * Version of the rows that consoles keep in their cache. A console whose cache was made with
 * another one takes a fresh snapshot; its outbox stays.
 */
export const SCHEMA_VERSION = 10;

/** Largest message that either side accepts on the socket, in bytes. Larger ones close it with 1009 (RFC 6455 §7.4.1). */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
