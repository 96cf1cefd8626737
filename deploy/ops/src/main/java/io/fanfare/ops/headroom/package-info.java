/** How much room a pipeline has left, of what it stands still or loses changes without. */
@NullMarked
package io.fanfare.ops.headroom;

import org.jspecify.annotations.NullMarked;
