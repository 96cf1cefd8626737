/** Files of Cassandra that are written without it. */
@NullMarked
package io.fanfare.sstables;

import org.jspecify.annotations.NullMarked;
