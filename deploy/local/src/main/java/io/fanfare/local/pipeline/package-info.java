/** What runs on the servers: topics, tables, the connector and the jobs. */
@NullMarked
package io.fanfare.local.pipeline;

import org.jspecify.annotations.NullMarked;
