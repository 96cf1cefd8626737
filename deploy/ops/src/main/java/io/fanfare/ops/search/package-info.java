/** Elasticsearch, as commands ask it. */
@NullMarked
package io.fanfare.ops.search;

import org.jspecify.annotations.NullMarked;
