/** Domain events: plays and downloads, which applications append to a log for stats. */
@NullMarked
package io.fanfare.schemas.events;

import org.jspecify.annotations.NullMarked;
