/** One class for each CQL statement, named by what it does. Independent of Flink. */
@NullMarked
package io.fanfare.connectors.cassandra;

import org.jspecify.annotations.NullMarked;
