@NullMarked
package io.fanfare.ops.resync;

import org.jspecify.annotations.NullMarked;
