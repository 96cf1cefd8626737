/** Flink functions of personalization and persistence. */
@NullMarked
package io.fanfare.jobs.dashboard.functions;

import org.jspecify.annotations.NullMarked;
