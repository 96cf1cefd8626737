/** Flink sources and sinks of our topics. */
@NullMarked
package io.fanfare.connectors.kafka;

import org.jspecify.annotations.NullMarked;
