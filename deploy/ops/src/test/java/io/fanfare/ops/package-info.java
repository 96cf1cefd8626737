@NullMarked
package io.fanfare.ops;

import org.jspecify.annotations.NullMarked;
