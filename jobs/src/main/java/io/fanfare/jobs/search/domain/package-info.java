/** The pure rules of search: no Flink, no Kafka, no client. */
@NullMarked
package io.fanfare.jobs.search.domain;

import org.jspecify.annotations.NullMarked;
