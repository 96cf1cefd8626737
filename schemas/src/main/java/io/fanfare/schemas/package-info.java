/** Names of topics and tables, said once. */
@NullMarked
package io.fanfare.schemas;

import org.jspecify.annotations.NullMarked;
