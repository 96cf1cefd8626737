/** Whether changes of the source reach `models`, and what to do if they do not. */
@NullMarked
package io.fanfare.ops.capture;

import org.jspecify.annotations.NullMarked;
