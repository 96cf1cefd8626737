/** The parameters that several paths share. */
@NullMarked
package io.fanfare.api.parameters;

import org.jspecify.annotations.NullMarked;
