/** Creates what a pipeline needs: topics, tables, indices and the connector. */
@NullMarked
package io.fanfare.ops.setup;

import org.jspecify.annotations.NullMarked;
