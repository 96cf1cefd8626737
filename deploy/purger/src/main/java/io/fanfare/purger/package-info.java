/** The purger: takes back what the caches of the edge keep, when a row has changed. */
@NullMarked
package io.fanfare.purger;

import org.jspecify.annotations.NullMarked;
