/** Rows that bounded jobs write through the Flink Cassandra connector. */
@NullMarked
package io.fanfare.rebuild.cassandra;

import org.jspecify.annotations.NullMarked;
