/** How far the views are, and what is appended to `models` beside the capture. */
@NullMarked
package io.fanfare.cli.views;

import org.jspecify.annotations.NullMarked;
