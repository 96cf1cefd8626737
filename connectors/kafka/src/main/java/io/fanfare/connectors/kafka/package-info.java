/** Flink sources and sinks for the topics. */
@NullMarked
package io.fanfare.connectors.kafka;

import org.jspecify.annotations.NullMarked;
