@NullMarked
package io.fanfare.ops.headroom;

import org.jspecify.annotations.NullMarked;
