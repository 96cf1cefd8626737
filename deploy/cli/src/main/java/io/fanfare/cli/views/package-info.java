/** How far the capture and the views are behind the source. */
@NullMarked
package io.fanfare.cli.views;

import org.jspecify.annotations.NullMarked;
