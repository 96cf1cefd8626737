/** Search documents in Elasticsearch: their JSON, and their writer. */
@NullMarked
package io.fanfare.connectors.elasticsearch;

import org.jspecify.annotations.NullMarked;
