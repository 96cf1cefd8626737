@NullMarked
package io.fanfare.local.process;

import org.jspecify.annotations.NullMarked;
