/** The search indices: their names, and what the search job keeps and sends. */
@NullMarked
package io.fanfare.schemas.search;

import org.jspecify.annotations.NullMarked;
