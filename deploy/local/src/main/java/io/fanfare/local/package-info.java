/** The whole stack on one machine: real servers as child processes, owned by a supervisor. */
@NullMarked
package io.fanfare.local;

import org.jspecify.annotations.NullMarked;
