/**
 * One Elasticsearch node made of published jars, for the local stack. A site has its own cluster.
 */
@NullMarked
package io.fanfare.elasticsearch;

import org.jspecify.annotations.NullMarked;
