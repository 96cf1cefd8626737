/** Domain events: what applications tell, put on the log. */
@NullMarked
package io.fanfare.api.events;

import org.jspecify.annotations.NullMarked;
