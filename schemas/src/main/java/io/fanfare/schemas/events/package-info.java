/** Domain events: what applications put on a log for stats. */
@NullMarked
package io.fanfare.schemas.events;

import org.jspecify.annotations.NullMarked;
