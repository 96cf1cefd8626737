/** The audit of the edge: are the answers of the caches those of the API? */
@NullMarked
package io.fanfare.ops.audit.edge;

import org.jspecify.annotations.NullMarked;
