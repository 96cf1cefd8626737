/** The pure rules of fan-out: no Flink, no Kafka, no driver. */
@NullMarked
package io.fanfare.jobs.fanout.domain;

import org.jspecify.annotations.NullMarked;
