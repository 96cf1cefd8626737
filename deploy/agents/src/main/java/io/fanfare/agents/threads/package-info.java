/** Threads of an agent. */
@NullMarked
package io.fanfare.agents.threads;

import org.jspecify.annotations.NullMarked;
