/** Markers, and the views that have passed them. */
@NullMarked
package io.fanfare.schemas.progress;

import org.jspecify.annotations.NullMarked;
