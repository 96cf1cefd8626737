/**
 * What an operator does to any Fanfare: set up, follow progress, audit, repair, refresh, resync,
 * backfill, replay dead letters. It knows addresses and credentials, never the local stack.
 */
@NullMarked
package io.fanfare.ops;

import org.jspecify.annotations.NullMarked;
