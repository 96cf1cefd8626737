/** The pure rules of personalization: no Flink, no Kafka, no driver. */
@NullMarked
package io.fanfare.jobs.dashboard.domain;

import org.jspecify.annotations.NullMarked;
