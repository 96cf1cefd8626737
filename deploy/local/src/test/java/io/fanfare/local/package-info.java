@NullMarked
package io.fanfare.local;

import org.jspecify.annotations.NullMarked;
