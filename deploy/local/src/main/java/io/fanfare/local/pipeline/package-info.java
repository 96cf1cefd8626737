/** The connector and the jobs, which run on the servers. */
@NullMarked
package io.fanfare.local.pipeline;

import org.jspecify.annotations.NullMarked;
