/** What a command shows while it works. */
@NullMarked
package io.fanfare.cli.terminal;

import org.jspecify.annotations.NullMarked;
