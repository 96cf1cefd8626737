/** The audit of search documents, and of the play counts in them. */
@NullMarked
package io.fanfare.ops.audit.search;

import org.jspecify.annotations.NullMarked;
