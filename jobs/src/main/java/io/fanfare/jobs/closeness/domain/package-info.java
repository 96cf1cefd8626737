/** The pure rules of closeness: no Flink, no Kafka, no driver. */
@NullMarked
package io.fanfare.jobs.closeness.domain;

import org.jspecify.annotations.NullMarked;
