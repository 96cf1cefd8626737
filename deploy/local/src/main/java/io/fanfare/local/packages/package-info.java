/** Programs that the stack needs and this machine may not have. */
@NullMarked
package io.fanfare.local.packages;

import org.jspecify.annotations.NullMarked;
