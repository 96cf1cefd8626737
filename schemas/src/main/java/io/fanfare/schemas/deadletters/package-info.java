/** Records that could not be processed. */
@NullMarked
package io.fanfare.schemas.deadletters;

import org.jspecify.annotations.NullMarked;
