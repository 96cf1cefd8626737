/** Search documents in Elasticsearch: how they look there, and how they are written. */
@NullMarked
package io.fanfare.connectors.elasticsearch;

import org.jspecify.annotations.NullMarked;
