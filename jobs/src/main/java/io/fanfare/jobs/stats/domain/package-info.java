/** The rules of stats; pure. */
@NullMarked
package io.fanfare.jobs.stats.domain;

import org.jspecify.annotations.NullMarked;
