/** The pure rules of notifications: no Flink, no Kafka, no driver. */
@NullMarked
package io.fanfare.jobs.notifications.domain;

import org.jspecify.annotations.NullMarked;
