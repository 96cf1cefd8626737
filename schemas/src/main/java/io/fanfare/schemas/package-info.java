/** The names that modules share, each defined once. */
@NullMarked
package io.fanfare.schemas;

import org.jspecify.annotations.NullMarked;
