/** The parameters that paths have in common, and what is said of those that are wrong. */
@NullMarked
package io.fanfare.api.parameters;

import org.jspecify.annotations.NullMarked;
