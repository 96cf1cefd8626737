@NullMarked
package io.fanfare.ops.audit.edge;

import org.jspecify.annotations.NullMarked;
