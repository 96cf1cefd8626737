/** How this server reads from Cassandra. */
@NullMarked
package io.fanfare.api.cassandra;

import org.jspecify.annotations.NullMarked;
