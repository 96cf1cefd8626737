/** The rebuild of search from a savepoint, through the Flink Elasticsearch connector. */
@NullMarked
package io.fanfare.rebuild.search;

import org.jspecify.annotations.NullMarked;
