@NullMarked
package io.fanfare.local.supervisor;

import org.jspecify.annotations.NullMarked;
