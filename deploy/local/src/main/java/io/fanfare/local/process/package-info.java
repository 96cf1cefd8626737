/** Child processes: starts them, recognizes them later, and finds the process that holds a port. */
@NullMarked
package io.fanfare.local.process;

import org.jspecify.annotations.NullMarked;
