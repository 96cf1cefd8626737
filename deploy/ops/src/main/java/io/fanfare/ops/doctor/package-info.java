/** Checks of all servers of a pipeline. */
@NullMarked
package io.fanfare.ops.doctor;

import org.jspecify.annotations.NullMarked;
