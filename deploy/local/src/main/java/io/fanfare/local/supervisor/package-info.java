/** The process that owns the servers. It starts, watches, restarts and stops them. */
@NullMarked
package io.fanfare.local.supervisor;

import org.jspecify.annotations.NullMarked;
