/** How close a recipient and the actors of their feed are. */
@NullMarked
package io.fanfare.api.closeness;

import org.jspecify.annotations.NullMarked;
