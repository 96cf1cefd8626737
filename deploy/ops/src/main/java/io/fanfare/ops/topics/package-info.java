/** Topics, read and appended to by commands. */
@NullMarked
package io.fanfare.ops.topics;

import org.jspecify.annotations.NullMarked;
