/** The rule of what a dashboard shows, and the records that fill it. */
@NullMarked
package io.fanfare.schemas.dashboard;

import org.jspecify.annotations.NullMarked;
