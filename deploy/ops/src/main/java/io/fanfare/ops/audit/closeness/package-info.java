/** The audit of closeness. */
@NullMarked
package io.fanfare.ops.audit.closeness;

import org.jspecify.annotations.NullMarked;
