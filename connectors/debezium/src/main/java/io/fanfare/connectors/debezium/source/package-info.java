/** Checks whether the rows of a source server can be captured. */
@NullMarked
package io.fanfare.connectors.debezium.source;

import org.jspecify.annotations.NullMarked;
