/** A client of Elasticsearch. */
@NullMarked
package io.fanfare.ops.search;

import org.jspecify.annotations.NullMarked;
