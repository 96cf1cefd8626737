/** The audit of all views of a pipeline. */
@NullMarked
package io.fanfare.ops.audit.views;

import org.jspecify.annotations.NullMarked;
