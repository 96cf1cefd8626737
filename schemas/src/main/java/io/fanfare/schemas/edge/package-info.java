/** What API server, purger and caches agree on. */
@NullMarked
package io.fanfare.schemas.edge;

import org.jspecify.annotations.NullMarked;
