/** Measures indexing and searches. */
@NullMarked
package io.fanfare.workloads.bench.search;

import org.jspecify.annotations.NullMarked;
