/** Whether a source server is such that its rows can be captured. */
@NullMarked
package io.fanfare.connectors.debezium.source;

import org.jspecify.annotations.NullMarked;
