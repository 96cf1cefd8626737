/** Closeness: how many likes, reposts and comments a recipient has on what an actor owns. */
@NullMarked
package io.fanfare.jobs.closeness;

import org.jspecify.annotations.NullMarked;
