/** Why a view shows something, or does not. */
@NullMarked
package io.fanfare.ops.explain;

import org.jspecify.annotations.NullMarked;
