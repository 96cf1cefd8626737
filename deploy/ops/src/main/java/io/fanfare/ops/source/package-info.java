/** Connections to the source. */
@NullMarked
package io.fanfare.ops.source;

import org.jspecify.annotations.NullMarked;
