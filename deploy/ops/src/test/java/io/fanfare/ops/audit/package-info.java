@NullMarked
package io.fanfare.ops.audit;

import org.jspecify.annotations.NullMarked;
