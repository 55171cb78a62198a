import { rowsAndOutbox } from './0001-rows-and-outbox.ts';
import { acknowledged } from './0002-acknowledged.ts';
import type { Migration } from './migration.ts';

/** Forms of an account's cache, oldest first. */
export const CACHE_MIGRATIONS: readonly Migration[] = [rowsAndOutbox, acknowledged];
