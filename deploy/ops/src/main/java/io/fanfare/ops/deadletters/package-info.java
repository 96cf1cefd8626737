/** Dead letters: records that could not be processed, listed and replayed. */
@NullMarked
package io.fanfare.ops.deadletters;

import org.jspecify.annotations.NullMarked;
