/** How far the capture and the views are behind the source. */
@NullMarked
package io.fanfare.ops.progress;

import org.jspecify.annotations.NullMarked;
