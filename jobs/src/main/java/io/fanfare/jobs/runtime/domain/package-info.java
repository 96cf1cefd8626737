/** Pure rules and structures that several jobs share: no Flink, no Kafka, no driver. */
@NullMarked
package io.fanfare.jobs.runtime.domain;

import org.jspecify.annotations.NullMarked;
