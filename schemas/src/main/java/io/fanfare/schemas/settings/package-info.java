/** Configuration of a program from flags, environment and file. */
@NullMarked
package io.fanfare.schemas.settings;

import org.jspecify.annotations.NullMarked;
