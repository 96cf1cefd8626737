/** Servers that are killed in the midst of a work, and an application that goes on despite that. */
@NullMarked
package io.fanfare.workloads.faults;

import org.jspecify.annotations.NullMarked;
