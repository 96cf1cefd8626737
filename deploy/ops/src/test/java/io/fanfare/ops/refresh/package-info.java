@NullMarked
package io.fanfare.ops.refresh;

import org.jspecify.annotations.NullMarked;
