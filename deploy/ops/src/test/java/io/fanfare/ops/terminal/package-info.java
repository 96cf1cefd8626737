@NullMarked
package io.fanfare.ops.terminal;

import org.jspecify.annotations.NullMarked;
