/** Writes to the source as the application does: bound parameters, whole statements. */
@NullMarked
package io.fanfare.workloads.source;

import org.jspecify.annotations.NullMarked;
