/** Topics, read and appended to by commands. */
@NullMarked
package io.fanfare.cli.topics;

import org.jspecify.annotations.NullMarked;
