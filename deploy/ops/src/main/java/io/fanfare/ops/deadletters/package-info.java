/** Dead letters: what could not be processed, read from its topic and said to people. */
@NullMarked
package io.fanfare.ops.deadletters;

import org.jspecify.annotations.NullMarked;
