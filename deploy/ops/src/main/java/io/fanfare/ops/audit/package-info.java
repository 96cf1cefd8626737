/** The audit: compares each view with what plain SQL computes from the source's rows. */
@NullMarked
package io.fanfare.ops.audit;

import org.jspecify.annotations.NullMarked;
