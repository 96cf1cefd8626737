/** A sample network, made by a seeded generator: no database, no clock. */
@NullMarked
package io.fanfare.workloads.sample;

import org.jspecify.annotations.NullMarked;
