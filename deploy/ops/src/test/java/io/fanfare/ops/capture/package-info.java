@NullMarked
package io.fanfare.ops.capture;

import org.jspecify.annotations.NullMarked;
