@NullMarked
package io.fanfare.ops.progress;

import org.jspecify.annotations.NullMarked;
