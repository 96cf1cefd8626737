/** One class a CQL statement, named by what it does; no Flink in it. */
@NullMarked
package io.fanfare.connectors.cassandra;

import org.jspecify.annotations.NullMarked;
