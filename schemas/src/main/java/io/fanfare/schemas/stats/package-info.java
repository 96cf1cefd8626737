/** Counts over time: the rules that who writes and who reads them share. */
@NullMarked
package io.fanfare.schemas.stats;

import org.jspecify.annotations.NullMarked;
