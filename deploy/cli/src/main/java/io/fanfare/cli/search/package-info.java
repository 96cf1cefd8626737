/** Elasticsearch, as commands ask it. */
@NullMarked
package io.fanfare.cli.search;

import org.jspecify.annotations.NullMarked;
