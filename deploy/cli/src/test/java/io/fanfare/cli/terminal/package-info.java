@NullMarked
package io.fanfare.cli.terminal;

import org.jspecify.annotations.NullMarked;
