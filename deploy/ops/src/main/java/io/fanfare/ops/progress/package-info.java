/** How far the capture and the views have come. */
@NullMarked
package io.fanfare.ops.progress;

import org.jspecify.annotations.NullMarked;
