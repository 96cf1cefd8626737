/** Reads topics and appends to them. */
@NullMarked
package io.fanfare.ops.topics;

import org.jspecify.annotations.NullMarked;
