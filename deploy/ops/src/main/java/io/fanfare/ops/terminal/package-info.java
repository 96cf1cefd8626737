/** What a command prints while it works. */
@NullMarked
package io.fanfare.ops.terminal;

import org.jspecify.annotations.NullMarked;
