/**
 * One Elasticsearch node of published jars: what the local stack runs where a site has its own
 * cluster.
 */
@NullMarked
package io.fanfare.elasticsearch;

import org.jspecify.annotations.NullMarked;
