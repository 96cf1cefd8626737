/** Domain events: applications send them, and the server appends them to the log. */
@NullMarked
package io.fanfare.api.events;

import org.jspecify.annotations.NullMarked;
